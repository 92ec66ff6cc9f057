<?php
// Configuration of the test WordPress: everything comes from the environment, nothing from /etc/wordpress.
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . getenv( 'TEST_WORDPRESS_SOCKET' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $kind ) {
	define( $kind . '_KEY', 'not a secret: a test instance, ' . $kind );
	define( $kind . '_SALT', 'not a secret either, ' . $kind );
}
define( 'WP_HOME', getenv( 'TEST_WORDPRESS_URL' ) );
define( 'WP_SITEURL', getenv( 'TEST_WORDPRESS_URL' ) );
define( 'WP_DEBUG', false );
define( 'WP_HTTP_BLOCK_EXTERNAL', true ); // no request leaves this machine
define( 'DISABLE_WP_CRON', true ); // nothing happens unless a test does it
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_POST_REVISIONS', false );
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
