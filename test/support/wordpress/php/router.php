<?php
// Router of PHP's built-in server: does what Apache does with WordPress's .htaccess; without that file there is no rewriting.
$root = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
$file = realpath( $root . $path );
if ( $file && str_starts_with( $file, $root . '/' ) && is_file( $file ) ) {
	return false; // PHP's server sends the file, or runs it if it is a script
}
$front = '/' === $path || '/index.php' === $path;
if ( ! $front && ! is_file( $root . '/.htaccess' ) ) {
	http_response_code( 404 );
	header( 'Content-Type: text/html; charset=iso-8859-1' );
	echo '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>';
	return true;
}
$_SERVER['SCRIPT_NAME']     = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . '/index.php';
$_SERVER['PHP_SELF']        = '/index.php';
unset( $_SERVER['PATH_INFO'] );
chdir( $root );
require $root . '/index.php';
