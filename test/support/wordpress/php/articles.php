<?php
// The paper's articles: invented, in the markup that WordPress's two editors write. Times are UTC.

function test_reporters() {
	return array(
		'mara' => array(
			'user_login'   => 'mara.lindqvist',
			'user_email'   => 'mara@ledger.example',
			'display_name' => 'Mara Lindqvist',
			'first_name'   => 'Mara',
			'last_name'    => 'Lindqvist',
			'description'  => 'Mara Lindqvist covers the council, the ferries and everything that floats.',
		),
		'sean' => array(
			'user_login'   => 'sean.obrien',
			'user_email'   => 'sean@ledger.example',
			'display_name' => "Seán O'Brien",
			'first_name'   => 'Seán',
			'last_name'    => "O'Brien",
			'description'  => 'Seán writes about schools, shops and weather.',
		),
	);
}

/** Paragraphs as the block editor stores them. */
function test_blocks( ...$parts ) {
	return implode(
		"\n\n",
		array_map( fn( $part ) => str_starts_with( $part, '<!--' ) ? $part : "<!-- wp:paragraph -->\n<p>$part</p>\n<!-- /wp:paragraph -->", $parts )
	);
}

function test_heading( $text, $level = 2 ) {
	return "<!-- wp:heading {\"level\":$level} -->\n<h$level>$text</h$level>\n<!-- /wp:heading -->";
}

function test_list( $items ) {
	$lines = implode( '', array_map( fn( $item ) => "<!-- wp:list-item -->\n<li>$item</li>\n<!-- /wp:list-item -->\n", $items ) );
	return "<!-- wp:list -->\n<ul>$lines</ul>\n<!-- /wp:list -->";
}

function test_quote( $text, $cite ) {
	return "<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><p>$text</p><cite>$cite</cite></blockquote>\n<!-- /wp:quote -->";
}

function test_picture( $file, $alt, $caption ) {
	return "<!-- wp:image {\"sizeSlug\":\"large\"} -->\n<figure class=\"wp-block-image size-large\"><img src=\"/wp-content/uploads/2025/$file\" alt=\"$alt\"/><figcaption>$caption</figcaption></figure>\n<!-- /wp:image -->";
}

function test_articles() {
	return array(
		'about'      => array(
			'type'     => 'page',
			'title'    => 'About the Ledger',
			'author'   => 'mara',
			'date'     => '2025-01-02 08:00:00',
			'comments' => 'closed',
			'content'  => test_blocks(
				'The Harbour Ledger has two reporters, one boat and no owner. We have written about the towns on both sides of the sound since 2009.',
				'You reach us in the old customs house, second floor, on weekdays from nine to five.'
			),
		),
		'ferry'      => array(
			'title'      => 'Council keeps the night ferry, by one vote',
			'author'     => 'mara',
			'date'       => '2025-03-03 06:00:00',
			'excerpt'    => 'After four hours of debate the last boat stays at ten past eleven. The fare goes up instead.',
			'categories' => array( 'Council', 'Harbour' ),
			'tags'       => array( 'ferry', 'budget', 'night service' ),
			'content'    => test_blocks(
				'The night ferry across the sound will keep running. With eleven votes to ten the harbour council decided on Sunday evening to leave the last departure at ten past eleven, and to raise the price of a crossing by forty cents instead.',
				'It was the third attempt in five years to end the service at nine. Behind the proposal stood a gap of 310,000 euros in the budget of the harbour office, most of it for fuel and for the crew&#8217;s night allowance.',
				test_picture( 'ferry.jpg', 'A small white ferry under floodlights', 'The &#8220;Lydia&#8221; at her berth on Sunday night. Photo: Jonas Petrescu' ),
				test_heading( 'Four hours, thirty-one speakers' ),
				'Nurses, bakers, two bar owners and a cellist had signed up to speak. &#8220;If I miss the boat I sleep in the ward,&#8221; said Ruta Kalnins, who works late shifts at the hospital on the east side. The gallery was so full that the doors had to stay open.',
				test_quote( 'A town that closes its water at nine is two villages.', 'Harbourmaster Edvard Noor, in his statement to the council' ),
				'What the council decided in detail:',
				test_list(
					array(
						'the last boat leaves at 23:10 on all days but Christmas Eve',
						'a single crossing costs 2.90 euros instead of 2.50 from 1 April',
						'monthly passes stay at <strong>48 euros</strong>',
						'the harbour office reports on passenger numbers every quarter',
					)
				),
				test_heading( 'What happens next', 3 ),
				'The new fare still needs the signature of the county. Councillor Brandt, who had brought the proposal, called the result &#8220;a loan from the next generation&#8221; and announced that she would ask for a review in autumn. <a href="https://council.example/minutes/2025-03-02">The minutes</a> are to be published on Wednesday.',
				'Until then nothing changes: tonight&#8217;s last boat leaves at ten past eleven.'
			),
		),
		'library'    => array(
			'title'      => 'Library opens on Sundays &#8211; with nobody at the desk',
			'author'     => 'sean',
			'date'       => '2025-03-05 14:30:10',
			'categories' => array( 'Culture' ),
			'tags'       => array( 'library' ),
			'content'    => "From May the town library opens its doors on Sundays from ten to six. Visitors let themselves in with their card; there will be no staff.\n\nThe model comes from the islands, where it has worked for six years. \"We lost eleven books and gained four hundred readers,\" said the librarian there.\n\n<!--more-->\n\nNot everybody is convinced. The staff council fears that the open Sunday is the first step towards an open Monday, and that the people who need help most will stand in front of a machine.\n\n<h3>Read on...</h3>\n<ul>\n\t<li><a href=\"/2024/11/reading-room-gets-heating/\">Reading room gets its heating back</a></li>\n\t<li><a href=\"/2024/09/one-card-for-all/\">One card for library, pool and ferry</a></li>\n\t<li><a href=\"/2024/02/who-reads-at-night/\">Who reads at night? A visit</a></li>\n</ul>\n\n<h3>How it works</h3>\n<ol>\n\t<li>Hold your card against the reader beside the door.</li>\n\t<li>Take what you like and scan it at the station.</li>\n\t<li>The lights go out at six. Do not be in the cellar then.</li>\n</ol>\n\n<blockquote>I have waited for this since I was nine.</blockquote>\n\nThat is how Tomas, 34, sums it up. He was first in line for the Sunday permit, together with his mother & his dog.",
		),
		'lighthouse' => array(
			'title'      => 'Letter in a bottle comes home after 61 years',
			'author'     => 'mara',
			'date'       => '2025-02-11 09:15:00',
			'categories' => array( 'Harbour' ),
			'tags'       => array( 'lighthouse', 'found things' ),
			'comments'   => 'closed',
			'content'    => test_blocks(
				test_picture( 'bottle.jpg', 'A green bottle on stones', '' ),
				'Two sisters who were clearing plastic from the beach below the lighthouse found a bottle on Saturday, and in it a letter of 1964. It was written by a boy of eight who wanted to know how far a bottle swims.',
				'The answer is: four hundred metres. The boy, now 69, lives two streets from the beach. &#8220;I had imagined Brazil,&#8221; he said when the sisters rang his bell.',
				'The letter will be shown in the lighthouse from Easter. The bottle goes back to the sisters, who have already written a letter of their own.',
				'<em>Featured image via Ansel Okafor / harbour archive</em>'
			),
		),
		'tides'      => array(
			'title'      => 'Tide table for March',
			'author'     => 'sean',
			'date'       => '2025-02-28 05:00:00',
			'categories' => array( 'Service' ),
			'comments'   => 'closed',
			'content'    => test_blocks(
				'High water in March comes twice a day, as ever, and highest on the 30th, one day after the new moon. Who parks on the quay should move the car by Friday evening.',
				"<!-- wp:table -->\n<figure class=\"wp-block-table\"><table><tbody><tr><td>1 March</td><td>01:12</td><td>13:40</td></tr><tr><td>15 March</td><td>00:31</td><td>12:55</td></tr><tr><td>30 March</td><td>02:02</td><td>14:20</td></tr></tbody></table></figure>\n<!-- /wp:table -->",
				'All times are local. On the 30th the clocks go forward at two, so that the first high water of that day falls into the hour that does not exist.'
			),
		),
		'bridge'     => array(
			'title'      => 'Footbridge at the mill closes for three weeks',
			'author'     => 'sean',
			'date'       => '2025-03-06 11:00:00',
			'categories' => array( 'Service' ),
			'tags'       => array( 'bridge' ),
			'content'    => test_blocks(
				'From Monday nobody crosses the footbridge at the mill. The town replaces the planks, the railing and, at last, the lamp that has flickered since the autumn storms.',
				'The detour by the weir takes nine minutes on foot. Cyclists are asked to push there, and to ring before the bend.'
			),
		),
		'school'     => array(
			'title'      => 'Why the harbour school teaches in the rain',
			'author'     => 'sean',
			'date'       => '2025-03-07 07:45:00',
			'categories' => array( 'Culture', 'Harbour' ),
			'tags'       => array( 'school', 'weather' ),
			'content'    => test_blocks(
				'On Thursdays class 3b has no room. It has boots, a tarpaulin and the whole of the north shore. The harbour school has taught one day a week outside since January, and the teachers want to go on.',
				'The idea was born of need: the roof leaked. By the time it was mended nobody wished to go back in. Absences on Thursdays have fallen by half, the head teacher reports, and the children measure angles on real masts.',
				test_quote( 'You cannot be bored and wet at the same time.', 'Ilse, 9' ),
				'Parents are asked to send spare socks.'
			),
		),
		'mir'        => array(
			'title'      => 'Мир and eleven other words the harbour learned',
			'author'     => 'mara',
			'date'       => '2025-03-08 16:20:00',
			'categories' => array( 'Culture' ),
			'tags'       => array( 'языки', 'café' ),
			'content'    => test_blocks(
				'The language café in the old ice house is one year old. Every Tuesday up to sixty people sit there and trade words: «мир» for peace and world, سفينة for a ship, <em lang="de">Feierabend</em> for the moment when the cranes stop.',
				'It began with two tables. &#8220;We needed someone who could read a customs form,&#8221; says Olena, who runs the evening today. 🚢 The form is long forgotten; the tables are now fourteen.',
				'The next evening is on Tuesday at seven. Bring a word.'
			),
		),
		'market'     => array(
			'title'      => '&#8220;Fish &amp; flowers&#8221;: market moves to the quay',
			'author'     => 'sean',
			'date'       => '2025-03-09 10:05:00',
			'categories' => array( 'Harbour' ),
			'tags'       => array( 'market' ),
			'content'    => test_blocks(
				'The Saturday market leaves the church square for the quay. Seventeen of nineteen stalls have agreed; the two cheese makers want to think about it until the wind has been measured.',
				'The town pays for the move and for new awnings, about 26,000 euros in all. The square becomes a car park again, though only until the trees arrive in October.'
			),
		),
		'members'    => array(
			'title'      => 'For members: how we count the boats',
			'author'     => 'mara',
			'date'       => '2025-03-10 08:00:00',
			'categories' => array( 'Service' ),
			'password'   => 'semaphore',
			'content'    => test_blocks( 'We count the boats with a kitchen clock and two pairs of eyes. This text is for members only and must not be read by anyone else.' ),
		),
		'draft'      => array(
			'title'      => 'Unfinished: the pilot retires',
			'author'     => 'mara',
			'date'       => '2025-03-11 08:00:00',
			'status'     => 'draft',
			'categories' => array( 'Harbour' ),
			'content'    => test_blocks( 'This draft is nobody&#8217;s business yet.' ),
		),
	);
}
