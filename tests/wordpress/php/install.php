<?php
/** Installs WordPress into its empty database: `php install.php ADDRESS`. */

define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = (string) parse_url($argv[1], PHP_URL_HOST) . ':' . parse_url($argv[1], PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
define('WP_SITEURL', rtrim($argv[1], '/'));
require getenv('QUWA_WORDPRESS_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('The Judge', 'admin', 'admin@site.example', true, '', 'a password nobody needs');
foreach (get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1]) as $post) {
    wp_delete_post($post->ID, true);
}
echo "installed\n";
