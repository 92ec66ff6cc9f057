<?php
// What readers wrote: invented, with the odd names, odd texts and odd states that real threads hold. Times are UTC.

/** Keys of comments that a moderator bins after replies to them were approved. */
function test_thrown_away() {
	return array( 'school-binned' );
}

/** Keys of comments whose rows are removed behind WordPress's back. */
function test_lost_parents() {
	return array( 'school-lost' );
}

/** In the order of their ids: a reply stands after its parent, though not always in the order of time. */
function test_conversations() {
	return test_ferry_conversation() + test_small_conversations();
}

function test_ferry_conversation() {
	$thread = array();
	$add    = function ( $key, $minutes, $author, $content, $more = array() ) use ( &$thread ) {
		$thread[ $key ] = array(
			'post'    => 'ferry',
			'author'  => $author,
			'content' => $content,
			'date'    => gmdate( 'Y-m-d H:i:s', gmmktime( 6, 30, 0, 3, 3, 2025 ) + (int) round( $minutes * 60 ) ),
		) + $more;
	};

	$add( 'f1', 0, 'Gull on the Roof', "Finally.\n\nI had already looked for a flat on the east side." );
	$add( 'f2', 0, 'Edda', 'Same second, other opinion: forty cents a crossing is 16 euros a month for me.' );
	$add( 'f3', 4, "Niamh O'Shaughnessy", "\"A town that closes its water at nine is two villages\" - that's going on a tea towel.\nI'd buy it...\n\nAnd two more for my aunts -- they'd fight over one." );
	$add( 'f4', 9.5, '🐟 Fish Head 🐟', 'Eleven to ten 😳👍🏽 closer than the 2019 vote 👩‍👩‍👧' );
	$add( 'f5', 12, 'אורי הספן', "שלום מהצד המזרחי!\n\nThe crew were promised this allowance in writing." );
	$add( 'f6', 13, 'بحّار قديم', 'مبروك للجميع، and thanks to the people who spoke.' );
	$add( 'f7', 20, '4711', 'Who pays for the review in autumn?' );
	$add( 'f8', 21, 'Tom & Jerry', 'We cats object to the word "floats". R&D says 3 < 4.' );
	$add( 'f8b', 22, 'I <3 "Boats" & Bells', "I <3 cats. And the tide table says it's 'only' 2\" more -- 6' at most." );
	$add( 'f9', 33, 'Bartholomew Aurelius Featherstonehaugh-Cholmondeley of the Upper Lower Eastern Western Quay, formerly deputy assistant under-secretary to the second harbourmaster, now happily retired and writing from a bench with a view of the night ferry', 'Brevity, dear council!' );
	$add( 'f10', 40, 'Ada', "A list of what is still open:\n\n<blockquote>the harbour office reports on passenger numbers every quarter</blockquote>\n\nReports to whom?\n\nI asked in the gallery, and nobody <em>could</em> say. See <a href=\"https://minutes.example/gallery?a=1&b=2\">my notes</a> or https://minutes.example/plain for the rest." );
	$add( 'f11', 41, 'ada', 'I am not the Ada above me, by the way.' );
	$add( 'f12', 45, 'Ada', 'And I am her again, with <code>if (boat === null) return walk();</code> for the programmers.' );
	$add( 'f13', 50, '', 'I leave no name.' );
	$add( 'f14', 52, '', 'Nor do I, and I am somebody else.' );
	$add( 'f15', 55, 'Ünal Çağrı Şen', "İyi haber. Straße, naïve, Ærø, Łódź: all spelt right in the paper, thank you." );
	$add( 'f16', 60, 'Zażółć Gęślą', "1. Fare up.\n2. Boat stays.\n3. Everybody grumbles :)" );
	$add( 'f17', 61, 'Mara Lindqvist', 'I have added the link to the minutes. Thank you for the hints.', array( 'user' => 'mara', 'email' => 'mara@ledger.example' ) );
	$add( 'f18', 62, 'Seán O\'Brien', 'A note from the other desk: the county answers on Thursday.', array( 'user' => 'sean', 'email' => 'sean@ledger.example', 'url' => 'http://sean.example/' ) );
	$add( 'f19', 63, 'Mara Lindqvist', 'I am a reader who bears the same name as the reporter. It happens.' );
	$add( 'f20', 70, '<b>Bold</b> Bill', 'My name was bold when I typed it.' );

	// A chain of eight below f3: the theme stops nesting at five.
	$chain = array( 'Edda', "Niamh O'Shaughnessy", 'Edda', "Niamh O'Shaughnessy", '4711', 'Edda', 'Gull on the Roof', "Niamh O'Shaughnessy" );
	$words = array(
		'Where does one buy such a tea towel?',
		'In the shop of my head, so far.',
		'Then print it. I would take one in blue.',
		"Blue is hard.\n\nGreen I could do by Friday.",
		'Is there one for the 9 o\'clock party as well?',
		'That one says "See you tomorrow".',
		'And costs forty cents more.',
		'I should have charged from the start.',
	);
	$above = 'f3';
	foreach ( $chain as $i => $author ) {
		$add( "f3-$i", 90 + 7 * $i, $author, $words[ $i ], array( 'parent' => $above ) );
		$above = "f3-$i";
	}
	// Brothers and cousins beyond the limit: on the page they all stand on one level.
	$add( 'f3-4b', 200, '4711', 'I answer myself: no.', array( 'parent' => 'f3-4' ) );
	$add( 'f3-5b', 201, '🐟 Fish Head 🐟', 'Or "See you at 23:10".', array( 'parent' => 'f3-5' ) );
	$add( 'f3-4c', 202, 'Ada', 'A second answer to blue and green: why not both?', array( 'parent' => 'f3-3' ) );
	$add( 'f3-2b', 203, 'ada', 'Blue for me too.', array( 'parent' => 'f3-2' ) );
	// A second, branching one below f10.
	$add( 'f10-1', 95, 'Mara Lindqvist', 'To the finance committee, first time in July.', array( 'parent' => 'f10', 'user' => 'mara', 'email' => 'mara@ledger.example' ) );
	$add( 'f10-2', 96, 'Ada', 'Thank you!', array( 'parent' => 'f10-1' ) );
	$add( 'f10-3', 97, 'בת הים', 'And in public?', array( 'parent' => 'f10-1' ) );
	$add( 'f10-4', 98, 'Mara Lindqvist', 'In public, yes.', array( 'parent' => 'f10-3', 'user' => 'mara', 'email' => 'mara@ledger.example' ) );
	$add( 'f10-5', 98, 'בת הים', 'תודה 🙏', array( 'parent' => 'f10-4' ) );
	$add( 'f10-6', 99, 'Ada', 'Then I shall be there.', array( 'parent' => 'f10-5' ) );
	$add( 'f10-7', 99, 'Gull on the Roof', 'Me too, on the roof.', array( 'parent' => 'f10-5' ) );
	$add( 'f10-8', 100, 'Ada', '@Gull on the Roof bring a coat.', array( 'parent' => 'f10-7' ) );

	// The long middle of the thread: fifty short voices.
	$who   = array( 'Ferryman Joe', 'Lena K.', 'P. Novák', 'quiet_reader', 'Grandpa Sven', 'Dockside Diner', 'M.', 'Ruth-Ann', 'Чайка', '船長', 'Old Salt', 'Jule' );
	$what  = array(
		'the fare', 'the crew', 'the last boat', 'the county', 'the budget', 'the gallery', 'the harbour office', 'the autumn review',
		'the east side', 'the monthly pass',
	);
	$how   = array( 'has been too long in coming', 'deserves a better map', 'was the best part of Sunday', 'makes me laugh every year', 'is what my mother always warned about' );
	for ( $i = 0; $i < 50; $i++ ) {
		$add(
			"v$i",
			240 + 31 * $i,
			$who[ ( $i * 7 ) % 12 ],
			sprintf( "If you ask me, %s %s.%s", $what[ ( $i * 3 ) % 10 ], $how[ $i % 5 ], 0 === $i % 6 ? "\n\nNumber $i in my notebook of letters never sent." : " No. $i." )
		);
		if ( 4 === $i % 9 ) {
			$add( "v$i-1", 240 + 31 * $i + 5, $who[ ( $i * 5 + 1 ) % 12 ], "To number $i: I was there, and it was not so.", array( 'parent' => "v$i" ) );
			$add( "v$i-2", 240 + 31 * $i + 9, $who[ ( $i * 7 ) % 12 ], 'Then tell us how it was!', array( 'parent' => "v$i-1" ) );
		}
	}
	// After the clocks went forward, and in winter again: two offsets in one thread. The last has an early id and a late reply.
	$add( 'late', 60 * 24 * 30, 'Late Larry', 'I read this only now. The new fare is on the machine since this morning.' );
	$add( 'winter', 60 * 24 * 280, 'Late Larry', 'Nine months on: the boat still runs.' );
	$add( 'early', 2, 'Moved From Elsewhere', 'My comment came over from the old site: an early time and a late number.' );
	$add( 'f1-late', 60 * 24 * 281, 'Edda', 'Did you take the flat in the end?', array( 'parent' => 'f1' ) );

	// What nobody may see, and what is no comment.
	$add( 'held', 75, 'Waiting Wanda', 'I wait for a moderator.', array( 'approved' => 0 ) );
	$add( 'held-reply', 76, 'Waiting Wanda', 'I wait as well, below f1.', array( 'approved' => 0, 'parent' => 'f1' ) );
	$add( 'spam', 77, 'Cheap Watches', 'Buy watches at https://watches.example', array( 'approved' => 'spam' ) );
	$add( 'trash', 78, 'Binned Ben', 'A moderator binned me.', array( 'approved' => 'trash' ) );
	$add( 'ping', 300, 'Sound and Vision &raquo; Boats at night', '[&#8230;] the council of the harbour kept its ferry, reports the Ledger [&#8230;]', array( 'type' => 'pingback', 'url' => 'https://soundandvision.example/boats-at-night/' ) );
	$add( 'track', 301, 'Blog of a Cellist', "<strong>I spoke in the gallery</strong>\n\nThe paper wrote about our evening", array( 'type' => 'trackback', 'url' => 'https://cellist.example/?p=9' ) );
	return $thread;
}

function test_small_conversations() {
	return array(
		'library-1'      => array( 'post' => 'library', 'author' => 'Ada', 'date' => '2025-03-05 15:00:00', 'content' => "My card is from 1988.\n\nWill the reader know it?" ),
		'library-2'      => array( 'post' => 'library', 'author' => 'Seán O\'Brien', 'user' => 'sean', 'email' => 'sean@ledger.example', 'date' => '2025-03-05 15:20:00', 'parent' => 'library-1', 'content' => 'I asked: no. But they swap it for free.' ),
		'library-3'      => array( 'post' => 'library', 'author' => 'Gull on the Roof', 'date' => '2025-03-05 15:20:00', 'parent' => 'library-1', 'content' => "Mine has a bite mark :-)" ),
		'library-4'      => array( 'post' => 'library', 'author' => 'Mrs “Quote” McDouble--Dash', 'date' => '2025-03-06 07:01:02', 'content' => "<strong>Sunday</strong> was for resting.\nNow it is for reading.\n\n<ul>\n<li>no desk</li>\n<li>no advice</li>\n<li>no \"shh\"</li>\n</ul>\n\nProgress?" ),
		'lighthouse-1'   => array( 'post' => 'lighthouse', 'author' => 'Ferryman Joe', 'date' => '2025-02-11 10:00:00', 'content' => 'Four hundred metres in 61 years. Faster than the county.' ),
		'lighthouse-2'   => array( 'post' => 'lighthouse', 'author' => 'Lena K.', 'date' => '2025-02-11 10:30:00', 'parent' => 'lighthouse-1', 'content' => 'I laughed, and then I did not.' ),
		'lighthouse-3'   => array( 'post' => 'lighthouse', 'author' => 'Brazil', 'date' => '2025-02-12 23:59:59', 'content' => 'We are still waiting.' ),
		'school-1'       => array( 'post' => 'school', 'author' => 'Jule', 'date' => '2025-03-07 09:00:00', 'content' => 'My son is in 3b and has never been healthier. Or dirtier.' ),
		'school-binned'  => array( 'post' => 'school', 'author' => 'Angry Anton', 'date' => '2025-03-07 09:10:00', 'content' => 'A moderator will bin this one.' ),
		'school-orphan'  => array( 'post' => 'school', 'author' => 'Ruth-Ann', 'date' => '2025-03-07 09:20:00', 'parent' => 'school-binned', 'content' => 'There is no need to shout.' ),
		'school-below'   => array( 'post' => 'school', 'author' => 'Jule', 'date' => '2025-03-07 09:25:00', 'parent' => 'school-orphan', 'content' => 'Thank you, Ruth-Ann.' ),
		'school-lost'    => array( 'post' => 'school', 'author' => 'Nobody Now', 'date' => '2025-03-07 10:00:00', 'content' => 'This row will be gone.' ),
		'school-orphan2' => array( 'post' => 'school', 'author' => 'Old Salt', 'date' => '2025-03-07 10:10:00', 'parent' => 'school-lost', 'content' => 'In my time the school WAS the rain.' ),
		'school-2'       => array( 'post' => 'school', 'author' => 'Чайка', 'date' => '2025-03-07 11:11:11', 'content' => "Носки!\n\nSpare socks, she means." ),
		'mir-1'          => array( 'post' => 'mir', 'author' => '船長', 'date' => '2025-03-08 17:00:00', 'content' => '私は「海」を持って行きます。' ),
		'mir-2'          => array( 'post' => 'mir', 'author' => 'Olena', 'date' => '2025-03-08 17:05:30', 'parent' => 'mir-1', 'content' => "Ласкаво просимо! 🌊\n\nسفينة was brought by Karim, <em>мир</em> by me." ),
		'mir-3'          => array( 'post' => 'mir', 'author' => 'Ada', 'date' => '2025-03-09 08:00:00', 'content' => "Cafe\u{301} with two spellings: café and cafe\u{301}. Which one did the sign painter take?" ),
		'market-ping'    => array( 'post' => 'market', 'author' => 'Cheese Weekly', 'type' => 'pingback', 'url' => 'https://cheese.example/wind/', 'date' => '2025-03-09 12:00:00', 'content' => '[&#8230;] two cheese makers want to think [&#8230;]' ),
		'market-held'    => array( 'post' => 'market', 'author' => 'Waiting Wanda', 'approved' => 0, 'date' => '2025-03-09 12:30:00', 'content' => 'Still waiting.' ),
		'members-1'      => array( 'post' => 'members', 'author' => 'Member Mo', 'date' => '2025-03-10 09:00:00', 'content' => 'For members only: I count better with tea.' ),
	);
}
