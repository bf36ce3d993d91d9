<?php
/** Writes the content of standard input (JSON, see `content.py`) straight into WordPress. */

require getenv('QUWA_WORDPRESS_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
global $wpdb;

$content = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
kses_remove_filters(); // editors may write what they like
wp_defer_comment_counting(true);
wp_defer_term_counting(true);
$wpdb->query('SET autocommit = 0');

foreach ($content['users'] as $user) {
    $id = wp_insert_user([
        'user_login' => $user['login'],
        'user_pass' => 'nobody logs in',
        'user_nicename' => $user['slug'],
        'display_name' => $user['name'],
        'description' => wp_slash($user['bio']),
        'user_url' => $user['url'],
        'user_email' => $user['login'] . '@site.example',
        'role' => 'editor',
    ]);
    if (is_wp_error($id)) {
        throw new RuntimeException($id->get_error_message());
    }
    $users[$user['login']] = $id;
}

foreach ($content['terms'] as $term) {
    $made = wp_insert_term(wp_slash($term['name']), $term['kind'], [
        'slug' => $term['slug'],
        'parent' => $term['parent'] === null ? 0 : $terms[$term['parent']],
    ]);
    if (is_wp_error($made)) {
        throw new RuntimeException($term['slug'] . ': ' . $made->get_error_message());
    }
    $terms["{$term['kind']}:{$term['slug']}"] = $made['term_id'];
}

foreach ($content['posts'] as $post) {
    $row = [
        'ID' => $post['id'],
        'post_author' => $users[$post['author']],
        'post_date' => get_date_from_gmt($post['date_gmt']),
        'post_date_gmt' => $post['date_gmt'],
        'post_modified' => get_date_from_gmt($post['modified_gmt']),
        'post_modified_gmt' => $post['modified_gmt'],
        'post_content' => $post['content'],
        'post_title' => $post['title'],
        'post_excerpt' => $post['excerpt'],
        'post_status' => $post['status'],
        'post_password' => $post['password'],
        'post_name' => $post['slug'],
        'post_type' => $post['type'],
        'post_parent' => $post['parent'],
        'post_mime_type' => $post['type'] === 'attachment' ? 'image/jpeg' : '',
        'comment_status' => $post['comments_open'] ? 'open' : 'closed',
        'ping_status' => 'open',
        'to_ping' => '',
        'pinged' => '',
        'post_content_filtered' => '',
        'guid' => home_url('?p=' . $post['id']),
    ];
    if ($wpdb->insert($wpdb->posts, $row) === false) {
        throw new RuntimeException("post {$post['id']}: $wpdb->last_error");
    }
    foreach ($post['meta'] as $key => $value) {
        add_post_meta($post['id'], $key, wp_slash($value));
    }
    foreach (['category', 'post_tag'] as $kind) {
        $ids = array_map(static fn ($slug) => $terms["$kind:$slug"], $post[$kind]);
        if ($ids) {
            wp_set_object_terms($post['id'], $ids, $kind);
        }
    }
}
update_option('sticky_posts', $content['sticky']);

foreach ($content['comments'] as $comment) {
    $text = $comment['raw']
        ? $comment['content']
        : wp_unslash(apply_filters('pre_comment_content', wp_slash(wp_filter_kses_comment($comment['content']))));
    $row = [
        'comment_ID' => $comment['id'],
        'comment_post_ID' => $comment['post'],
        'comment_author' => $comment['author'],
        'comment_author_email' => $comment['email'],
        'comment_author_url' => $comment['url'],
        'comment_author_IP' => '127.0.0.1',
        'comment_date' => $comment['date'] ?? get_date_from_gmt($comment['date_gmt']),
        'comment_date_gmt' => $comment['date_gmt'],
        'comment_content' => $text,
        'comment_approved' => $comment['approved'],
        'comment_agent' => '',
        'comment_type' => $comment['type'],
        'comment_parent' => $comment['parent'],
        'user_id' => $comment['user'] === null ? 0 : $users[$comment['user']],
    ];
    if ($wpdb->insert($wpdb->comments, $row) === false) {
        throw new RuntimeException("comment {$comment['id']}: $wpdb->last_error");
    }
    if ($comment['date'] !== null) {
        add_comment_meta($comment['id'], '_local_in_toronto', $comment['date']);
    }
}
$wpdb->query('COMMIT');
$wpdb->query('SET autocommit = 1');
wp_defer_term_counting(false);
wp_defer_comment_counting(false);
foreach ($content['posts'] as $post) {
    wp_update_comment_count_now($post['id']);
}
echo count($content['posts']), ' posts, ', count($content['comments']), " comments\n";

/** The tags that WordPress lets a visitor write; `<` on its own becomes an entity, as on saving. */
function wp_filter_kses_comment(string $text): string
{
    return wp_unslash(wp_filter_kses(wp_slash($text)));
}
