<?php
// Only what wp_head() prints by itself.
add_theme_support( 'title-tag' );
