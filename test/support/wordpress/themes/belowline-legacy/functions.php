<?php
// A theme of the old kind: it declares neither HTML5 markup nor a title tag.
add_theme_support( 'automatic-feed-links' );
