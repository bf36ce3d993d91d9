<?php
/**
 * Must-use plugin: the WordPress under test calls nobody, and does what a setting of the matrix asks.
 *
 * Options: quwa_rest (open|blocked), quwa_sitemaps (on|off), quwa_feeds (on|off).
 */

add_filter('pre_http_request', static fn () => new WP_Error('quiet', 'this site calls nobody'), 1);
add_filter('pre_wp_mail', '__return_true');
add_filter('automatic_updater_disabled', '__return_true');
add_filter('xmlrpc_enabled', '__return_false');
remove_action('init', 'wp_cron');
add_filter('wp_sitemaps_enabled', static fn ($on) => $on && get_option('quwa_sitemaps') !== 'off');

// An address at video.example is embedded as a frame, as a known provider's would be; others stay links.
add_filter('pre_oembed_result', static function ($html, $url) {
    if (str_starts_with($url, 'https://video.example/')) {
        return '<iframe title="A film" width="580" height="326" src="' . esc_url($url) . '"></iframe>';
    }
    return $html;
}, 10, 2);

// What security plugins answer.
add_filter('rest_authentication_errors', static function ($result) {
    if (get_option('quwa_rest') === 'blocked') {
        return new WP_Error('rest_login_required', 'REST API restricted to authenticated users.', ['status' => 401]);
    }
    return $result;
});

add_action('template_redirect', static function () {
    if (is_feed() && get_option('quwa_feeds') === 'off') {
        wp_die('No feed here.', '', ['response' => 404]);
    }
}, 0);
