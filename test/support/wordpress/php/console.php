<?php
// Console of the test WordPress: reads one order as JSON on standard input, obeys, answers in JSON on standard output.
$order = json_decode( stream_get_contents( STDIN ), true, 512, JSON_THROW_ON_ERROR );
if ( 'install' === $order['do'] ) {
	define( 'WP_INSTALLING', true );
}
$_SERVER['HTTP_HOST']      = parse_url( getenv( 'TEST_WORDPRESS_URL' ), PHP_URL_HOST ) . ':' . parse_url( getenv( 'TEST_WORDPRESS_URL' ), PHP_URL_PORT );
$_SERVER['REQUEST_URI']    = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REMOTE_ADDR']    = '127.0.0.1';
require getenv( 'TEST_WORDPRESS_SITE' ) . '/wp-load.php';
require_once __DIR__ . '/seed.php';

function order_install() {
	function wp_new_blog_notification() {} // pluggable: no mail about the new site
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install( 'The Harbour Ledger', 'ledger-admin', 'editor@ledger.example', true, '', 'not-a-secret' );
	return null;
}

function order_seed() {
	return test_seed();
}

function order_configure( $order ) {
	global $wp_rewrite;
	$variant = $order['variant'];
	if ( get_stylesheet() !== $variant['theme'] ) {
		switch_theme( $variant['theme'] );
	}
	update_option( 'page_comments', $variant['pageComments'] ? 1 : 0 );
	update_option( 'comments_per_page', $variant['commentsPerPage'] );
	update_option( 'default_comments_page', 'newest' );
	update_option( 'thread_comments', $variant['threadDepth'] > 1 ? 1 : 0 );
	update_option( 'thread_comments_depth', max( 2, $variant['threadDepth'] ) );
	update_option( 'test_variant', array( 'rest' => $variant['rest'], 'printComments' => $variant['printComments'] ) );
	$pretty = 'pretty' === $variant['permalinks'];
	$wp_rewrite->set_permalink_structure( $pretty ? '/%year%/%monthnum%/%postname%/' : '' );
	$wp_rewrite->flush_rules( false );
	// The router rewrites only where this file is, as Apache does.
	$pretty ? touch( ABSPATH . '.htaccess' ) : ( is_file( ABSPATH . '.htaccess' ) && unlink( ABSPATH . '.htaccess' ) );
	return null;
}

/** Rows of the database as they are, without WordPress's filters; only the permalink is WordPress's own answer. */
function order_truth() {
	global $wpdb;
	$posts = $wpdb->get_results( "SELECT p.*, u.display_name FROM $wpdb->posts p LEFT JOIN $wpdb->users u ON u.ID = p.post_author WHERE p.post_type IN ('post', 'page') ORDER BY p.ID" );
	$comments = $wpdb->get_results( "SELECT * FROM $wpdb->comments ORDER BY comment_ID" );
	return array(
		'posts'    => array_map(
			function ( $post ) {
				$terms = fn( $taxonomy ) => wp_list_pluck( (array) ( get_the_terms( (int) $post->ID, $taxonomy ) ?: array() ), 'name' );
				return array(
					'id'             => $post->ID,
					'type'           => $post->post_type,
					'status'         => $post->post_status,
					'title'          => $post->post_title,
					'permalink'      => get_permalink( (int) $post->ID ),
					'author'         => $post->display_name,
					'publishedGmt'   => $post->post_date_gmt,
					'modifiedGmt'    => $post->post_modified_gmt,
					'content'        => $post->post_content,
					'commentStatus'  => $post->comment_status,
					'commentCount'   => (int) $post->comment_count,
					'password'       => '' !== $post->post_password,
					'categories'     => $terms( 'category' ),
					'tags'           => $terms( 'post_tag' ),
				);
			},
			$posts
		),
		'comments' => array_map(
			function ( $comment ) {
				return array(
					'id'       => $comment->comment_ID,
					'post'     => $comment->comment_post_ID,
					'parent'   => '0' === $comment->comment_parent ? null : $comment->comment_parent,
					'author'   => $comment->comment_author,
					'user'     => '0' === $comment->user_id ? null : $comment->user_id,
					'dateGmt'  => $comment->comment_date_gmt,
					'content'  => $comment->comment_content,
					'approved' => $comment->comment_approved,
					'type'     => $comment->comment_type,
				);
			},
			$comments
		),
	);
}

function order_editPost( $order ) {
	$change = array( 'ID' => (int) $order['id'] );
	if ( isset( $order['title'] ) ) {
		$change['post_title'] = $order['title'];
	}
	if ( isset( $order['content'] ) ) {
		$change['post_content'] = $order['content'];
	}
	return test_sure( wp_update_post( wp_slash( $change ), true ) );
}

function order_editComment( $order ) {
	$change = array( 'comment_ID' => (int) $order['id'], 'comment_content' => $order['content'] );
	return test_sure( wp_update_comment( wp_slash( $change ), true ) );
}

function order_deleteComment( $order ) {
	return wp_delete_comment( (int) $order['id'], true ); // its replies move up to its own parent
}

function order_setCommentStatus( $order ) {
	return test_sure( wp_set_comment_status( (int) $order['id'], $order['status'], true ) );
}

function order_addComment( $order ) {
	return (string) test_comment( $order['comment'] );
}

function test_sure( $result ) {
	if ( is_wp_error( $result ) || false === $result ) {
		throw new RuntimeException( is_wp_error( $result ) ? $result->get_error_message() : 'WordPress refused' );
	}
	return $result;
}

echo json_encode( array( 'answer' => ( 'order_' . $order['do'] )( $order ) ), JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE );
