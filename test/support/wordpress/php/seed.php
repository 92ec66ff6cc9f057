<?php
// Fills a fresh WordPress with a small news site: two reporters, their articles, and what readers wrote below them.
require_once __DIR__ . '/articles.php';
require_once __DIR__ . '/conversations.php';

function test_seed() {
	foreach ( get_posts( array( 'numberposts' => -1, 'post_type' => array( 'post', 'page' ), 'post_status' => 'any' ) ) as $post ) {
		wp_delete_post( $post->ID, true ); // WordPress's own "Hello world!" and sample pages
	}
	foreach (
		array(
			'blogdescription'     => 'News from both sides of the sound',
			'timezone_string'     => 'Europe/Berlin', // one hour off UTC in winter, two in summer: a forgotten offset shows
			'posts_per_page'      => 4,
			'comment_moderation'  => 0,
			'comment_previously_approved' => 0,
			'default_ping_status' => 'open',
			'show_avatars'        => 1,
			'blog_public'         => 1,
		) as $name => $value
	) {
		update_option( $name, $value );
	}
	$users = array();
	foreach ( test_reporters() as $key => $reporter ) {
		$users[ $key ] = test_sure(
			wp_insert_user( $reporter + array( 'user_pass' => 'not-a-secret', 'role' => 'author' ) )
		);
	}
	$posts = array();
	foreach ( test_articles() as $key => $article ) {
		$posts[ $key ] = test_post( $article, $users );
	}
	$ids = array();
	foreach ( test_conversations() as $key => $comment ) {
		$comment['post'] = $posts[ $comment['post'] ];
		if ( isset( $comment['parent'] ) ) {
			$comment['parent'] = $ids[ $comment['parent'] ];
		}
		if ( isset( $comment['user'] ) ) {
			$comment['user'] = $users[ $comment['user'] ];
		}
		$ids[ $key ] = test_comment( $comment );
	}
	// A moderator threw the parents away later; the replies stayed, and name a parent that nobody can read.
	foreach ( test_thrown_away() as $key ) {
		wp_trash_comment( $ids[ $key ] );
	}
	// Old installations hold replies to rows that are gone altogether.
	foreach ( test_lost_parents() as $key ) {
		$GLOBALS['wpdb']->delete( $GLOBALS['wpdb']->comments, array( 'comment_ID' => $ids[ $key ] ) );
	}
	foreach ( $posts as $id ) {
		wp_update_comment_count_now( $id );
	}
	return array( 'posts' => array_map( 'strval', $posts ), 'comments' => array_map( 'strval', $ids ) );
}

function test_post( $article, $users ) {
	$categories = array_map(
		function ( $name ) {
			$known = get_term_by( 'name', $name, 'category' );
			return $known ? $known->term_id : test_sure( wp_insert_term( $name, 'category' ) )['term_id'];
		},
		$article['categories'] ?? array()
	);
	$id = test_sure(
		wp_insert_post(
			wp_slash(
				array(
					'post_title'     => $article['title'],
					'post_content'   => $article['content'],
					'post_excerpt'   => $article['excerpt'] ?? '',
					'post_status'    => $article['status'] ?? 'publish',
					'post_type'      => $article['type'] ?? 'post',
					'post_author'    => $users[ $article['author'] ],
					'post_date_gmt'  => $article['date'],
					'post_date'      => get_date_from_gmt( $article['date'] ),
					'post_password'  => $article['password'] ?? '',
					'comment_status' => 'open', // closed below: WordPress takes no comments on closed posts
					'ping_status'    => 'open',
					'tags_input'     => $article['tags'] ?? array(),
					'post_category'  => $categories,
				)
			),
			true
		)
	);
	$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'comment_status' => $article['comments'] ?? 'open' ), array( 'ID' => $id ) );
	clean_post_cache( $id );
	return $id;
}

/** Stores a comment as WordPress does when it comes through the form: through the same filters of name and text. */
function test_comment( $comment ) {
	$gmt = $comment['date'] ?? gmdate( 'Y-m-d H:i:s' );
	// The form asks for an address, and readers without one get an avatar from a server drawn by lot on each request.
	$email = $comment['email'] ?? substr( md5( $comment['author'] . $comment['content'] ), 0, 10 ) . '@readers.example';
	$row   = array(
		'comment_post_ID'      => (int) $comment['post'],
		'comment_parent'       => (int) ( $comment['parent'] ?? 0 ),
		'comment_author'       => $comment['author'],
		'comment_author_email' => $email,
		'comment_author_url'   => $comment['url'] ?? '',
		'comment_author_IP'    => '192.0.2.7',
		'comment_agent'        => 'Reader/1.0',
		'comment_content'      => $comment['content'],
		'comment_date_gmt'     => $gmt,
		'comment_date'         => get_date_from_gmt( $gmt ),
		'comment_approved'     => $comment['approved'] ?? 1,
		'comment_type'         => $comment['type'] ?? 'comment',
		'user_id'              => $comment['user'] ?? 0,
	);
	$row = wp_filter_comment( wp_slash( $row ) );
	return test_sure( wp_insert_comment( $row ) );
}
