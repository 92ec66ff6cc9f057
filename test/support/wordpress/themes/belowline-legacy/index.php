<?php
// Every page of the old theme: a list of posts, or one post with its comments behind a fold.
?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" <?php language_attributes(); ?>>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=<?php bloginfo( 'charset' ); ?>" />
<title><?php wp_title( '&laquo;', true, 'right' ); ?> <?php bloginfo( 'name' ); ?></title>
<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<div id="page">
<div id="header">
	<h1><a href="<?php echo esc_url( home_url( '/' ) ); ?>"><?php bloginfo( 'name' ); ?></a></h1>
	<div class="description"><?php bloginfo( 'description' ); ?></div>
</div>
<hr />
<div id="content" class="narrowcolumn">
<?php if ( have_posts() ) : ?>
	<?php while ( have_posts() ) : the_post(); ?>
	<div <?php post_class(); ?> id="post-<?php the_ID(); ?>">
		<h2><?php if ( is_singular() ) : the_title(); else : ?><a href="<?php the_permalink(); ?>" rel="bookmark"><?php the_title(); ?></a><?php endif; ?></h2>
		<small><?php the_time( 'F jS, Y' ); ?> by <?php the_author(); ?></small>
		<div class="entry"><?php is_singular() ? the_content() : the_excerpt(); ?></div>
		<p class="postmetadata"><?php the_tags( 'Tags: ', ', ', '<br />' ); ?> Posted in <?php the_category( ', ' ); ?> <?php if ( ! is_singular() ) : ?>| <?php comments_popup_link( 'No Comments &#187;', '1 Comment &#187;', '% Comments &#187;' ); endif; ?></p>
	</div>
	<?php if ( is_singular() ) : comments_template(); endif; ?>
	<?php endwhile; ?>
	<div class="navigation">
		<div class="alignleft"><?php next_posts_link( '&laquo; Older Entries' ); ?></div>
		<div class="alignright"><?php previous_posts_link( 'Newer Entries &raquo;' ); ?></div>
	</div>
<?php else : ?>
	<h2 class="center">Not Found</h2>
	<p class="center">Sorry, but you are looking for something that isn&#8217;t here.</p>
<?php endif; ?>
</div>
<div id="sidebar">
	<ul>
		<li><form method="get" id="searchform" action="<?php echo esc_url( home_url( '/' ) ); ?>"><div><input type="text" value="" name="s" id="s" /><input type="submit" id="searchsubmit" value="Search" /></div></form></li>
		<?php wp_list_pages( 'title_li=<h2>Pages</h2>' ); ?>
		<li><h2>Archives</h2><ul><?php wp_get_archives( 'type=monthly' ); ?></ul></li>
		<?php wp_list_categories( 'show_count=1&title_li=<h2>Categories</h2>' ); ?>
		<li><h2>Recent comments</h2><ul id="recentcomments">
		<?php foreach ( get_comments( array( 'number' => 5, 'status' => 'approve', 'type' => 'comment' ) ) as $recent ) : ?>
			<li class="recentcomments"><?php echo get_comment_author_link( $recent ); ?> on <a href="<?php echo esc_url( get_comment_link( $recent ) ); ?>"><?php echo get_the_title( $recent->comment_post_ID ); ?></a></li>
		<?php endforeach; ?>
		</ul></li>
	</ul>
</div>
<hr />
<div id="footer"><p><?php bloginfo( 'name' ); ?> is proudly powered by <a href="https://wordpress.org/">WordPress</a>. <a href="<?php bloginfo( 'rss2_url' ); ?>">Entries (RSS)</a> and <a href="<?php bloginfo( 'comments_rss2_url' ); ?>">Comments (RSS)</a>.</p></div>
</div>
<?php wp_footer(); ?>
</body>
</html>
