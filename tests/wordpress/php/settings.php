<?php
/** Puts the site into one setting of the matrix: JSON on standard input, see `settings.py`. */

require getenv('QUWA_WORDPRESS_ROOT') . '/wp-load.php';
global $wpdb, $wp_rewrite;

$setting = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
foreach ($setting['options'] as $name => $value) {
    update_option($name, $value);
}
if (get_stylesheet() !== $setting['theme']) {
    switch_theme($setting['theme']);
}
$wp_rewrite->init();
$wp_rewrite->set_permalink_structure($setting['permalinks']);
create_initial_taxonomies(); // a new WordPress had no permalinks when it loaded: no rules for categories and tags yet
if (!isset($wp_rewrite->extra_permastructs['category'])) {
    throw new RuntimeException('no rules for categories');
}
flush_rewrite_rules(false);

// The clock: what WordPress stores as local time is what its zone says of the instant (two comments of the skipped hour say otherwise).
if (get_option('quwa_zone_of_rows') !== $setting['zone']) {
    $wpdb->query('SET autocommit = 0');
    foreach ($wpdb->get_results("SELECT ID, post_date_gmt, post_modified_gmt FROM $wpdb->posts") as $row) {
        $wpdb->update($wpdb->posts, [
            'post_date' => get_date_from_gmt($row->post_date_gmt),
            'post_modified' => get_date_from_gmt($row->post_modified_gmt),
        ], ['ID' => $row->ID]);
    }
    foreach ($wpdb->get_results("SELECT comment_ID, comment_date_gmt FROM $wpdb->comments") as $row) {
        $fixed = $setting['zone'] === 'America/Toronto' ? get_comment_meta($row->comment_ID, '_local_in_toronto', true) : '';
        $local = $fixed ?: get_date_from_gmt($row->comment_date_gmt);
        $wpdb->update($wpdb->comments, ['comment_date' => $local], ['comment_ID' => $row->comment_ID]);
    }
    $wpdb->query('COMMIT');
    update_option('quwa_zone_of_rows', $setting['zone']);
}
echo "set\n";
