<?php
// What the paper's webmaster did to WordPress: donation blocks and share buttons around each article, and, by the option
// "test_variant", a closed REST interface or comments that are not printed.

function test_variant( $key ) {
	$variant = get_option( 'test_variant', array() );
	return isset( $variant[ $key ] ) ? $variant[ $key ] : null;
}

add_filter( 'pre_wp_mail', '__return_false' );

// Plugins that ask for money hook in here, on each article's own page only.
add_filter(
	'the_content',
	function ( $content ) {
		if ( ! is_singular( 'post' ) || ! is_main_query() || post_password_required() ) {
			return $content;
		}
		$before = '<div class="support-us support-us-top"><h3>The Ledger lives from its readers</h3>'
			. '<p>No owner, no paywall, no advertisements on this page. If three in a hundred readers gave the price of a coffee, we could pay a second reporter.</p>'
			. '<p><a class="button" href="/support/?from=top">Support the Ledger</a></p></div>';
		$after  = '<div class="share-row"><span>Share this:</span><ul><li><a href="https://social.example/share">Share on Murmur</a></li><li><a href="https://mail.example/send">Email a friend</a></li><li><a href="https://print.example/p">Print</a></li></ul></div>'
			. '<div class="support-us support-us-bottom"><h3>Did this story help you?</h3>'
			. '<p>Local reporting costs money. Become a member from 4 euros a month, or give once: every gift is doubled by the harbour foundation until the end of the year.</p>'
			. '<p><a class="button" href="/support/?from=bottom">Yes, I will help</a></p></div>';
		return $before . $content . $after;
	},
	20
);

// As the plugins do that close REST for visitors: the root stays announced, each call is refused.
add_filter(
	'rest_authentication_errors',
	function ( $result ) {
		if ( 'closed-401' !== test_variant( 'rest' ) || is_user_logged_in() ) {
			return $result;
		}
		return new WP_Error( 'rest_not_logged_in', 'Only signed-in users may use the REST interface.', array( 'status' => 401 ) );
	}
);

// As the plugins do that hide single routes: rest_no_route, 404.
add_filter(
	'rest_endpoints',
	function ( $endpoints ) {
		if ( 'closed-404' !== test_variant( 'rest' ) ) {
			return $endpoints;
		}
		foreach ( array_keys( $endpoints ) as $route ) {
			if ( preg_match( '~^/wp/v2/(comments|posts|users)~', $route ) ) {
				unset( $endpoints[ $route ] );
			}
		}
		return $endpoints;
	}
);

// A theme may print no comments at all: classic ones through comments_template(), block themes through core/comments.
add_filter(
	'comments_template',
	function ( $file ) {
		return test_variant( 'printComments' ) ? $file : __DIR__ . '/nothing.html';
	}
);
add_filter(
	'render_block',
	function ( $html, $block ) {
		$silent = false === test_variant( 'printComments' ) && in_array( $block['blockName'], array( 'core/comments', 'core/comments-query-loop', 'core/post-comments', 'core/post-comments-form' ), true );
		return $silent ? '' : $html;
	},
	10,
	2
);
