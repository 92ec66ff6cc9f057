<?php
// Every page of the bare theme: no body class, no post class, no comments.
?>
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<?php wp_head(); ?>
</head>
<body>
<header><p><a href="<?php echo esc_url( home_url( '/' ) ); ?>"><?php bloginfo( 'name' ); ?></a></p></header>
<main>
<?php while ( have_posts() ) : the_post(); ?>
	<?php if ( is_singular() ) : ?>
	<h1><?php the_title(); ?></h1>
	<p>By <?php the_author(); ?>, <time datetime="<?php the_time( 'c' ); ?>"><?php the_time( 'j F Y' ); ?></time></p>
	<?php the_content(); ?>
	<?php else : ?>
	<section>
		<h2><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h2>
		<?php the_excerpt(); ?>
	</section>
	<?php endif; ?>
<?php endwhile; ?>
<?php if ( ! have_posts() ) : ?><p>Nothing is here.</p><?php endif; ?>
<?php if ( ! is_singular() ) : posts_nav_link(); endif; ?>
</main>
<footer><p>The Harbour Ledger, old customs house</p></footer>
<?php wp_footer(); ?>
</body>
</html>
