<?php
/**
 * Prints what the database holds, as JSON.  Texts have gone through WordPress's own display filters (`the_title`,
 * `the_content`, `comment_text`, `comment_author`), for that is what a page may show; no page is rendered.
 */

require getenv('QUWA_WORDPRESS_ROOT') . '/wp-load.php';
global $wpdb, $post, $page, $pages, $numpages, $more, $multipage;

// A block theme runs its whole page through these, names and all; a classic one prints names as they are.
$shown = static fn (string $name): string => wp_is_block_theme() ? convert_smilies(wptexturize($name)) : $name;

$GLOBALS['wp_query'] = new WP_Query();
$posts = [];
foreach ($wpdb->get_results("SELECT * FROM $wpdb->posts ORDER BY ID") as $row) {
    $post = get_post($row->ID);
    setup_postdata($post);
    $terms = [];
    foreach (['category' => 'category', 'post_tag' => 'tag'] as $taxonomy => $kind) {
        $found = $row->post_type === 'post' ? wp_get_post_terms($row->ID, $taxonomy) : [];
        foreach ($found as $term) {
            $terms[] = ['kind' => $kind, 'slug' => $term->slug, 'name' => $shown($term->name)];
        }
    }
    $texts = [];
    if ($row->post_type === 'post' && $row->post_password === '') {
        $more = 1;
        for ($page = 1; $page <= $numpages; $page++) {
            $text = apply_filters('the_content', get_the_content());
            $texts[] = str_replace(']]>', ']]&gt;', $text);
        }
    }
    $user = get_userdata($row->post_author);
    $posts[] = [
        'id' => (int) $row->ID,
        'type' => $row->post_type,
        'status' => $row->post_status,
        'protected' => $row->post_password !== '',
        'case' => get_post_meta($row->ID, '_case', true),
        'title' => $shown(apply_filters('the_title', $row->post_title, $row->ID)),
        'url' => get_permalink($post),
        'pages' => $texts,
        'author' => [
            'slug' => $user->user_nicename,
            'name' => $shown($user->display_name),
            'url' => get_author_posts_url($user->ID, $user->user_nicename),
            'bio' => get_the_author_meta('description', $user->ID),
            'bio_in_paragraphs' => wpautop(get_the_author_meta('description', $user->ID)),
        ],
        'terms' => $terms,
        'date' => $row->post_date,
        'date_gmt' => $row->post_date_gmt,
        'modified_gmt' => $row->post_modified_gmt,
        'comment_count' => (int) $row->comment_count,
        'comments_open' => $row->comment_status === 'open',
    ];
}

$comments = [];
foreach ($wpdb->get_results("SELECT * FROM $wpdb->comments ORDER BY comment_date_gmt, comment_ID") as $row) {
    $comment = get_comment($row->comment_ID);
    $GLOBALS['comment'] = $comment;
    $comments[] = [
        'id' => (int) $row->comment_ID,
        'post' => (int) $row->comment_post_ID,
        'parent' => (int) $row->comment_parent,
        'author' => $shown(get_comment_author($comment)), // as `get_comment_author_link` prints it
        'url' => get_comment_author_url($comment),
        'html' => apply_filters('comment_text', get_comment_text($comment), $comment, []),
        'approved' => $row->comment_approved,
        'type' => $row->comment_type,
        'date' => $row->comment_date,
        'date_gmt' => $row->comment_date_gmt,
        'printed' => get_comment_date('', $comment),
        'printed_with_time' => sprintf(__('%1$s at %2$s'), get_comment_date('', $comment), get_comment_time()),
        'machine' => get_comment_date('c', $comment),
    ];
}
echo json_encode([
    'home' => trailingslashit(home_url()),
    'theme' => get_stylesheet(),
    'language' => get_bloginfo('language'),
    'posts' => $posts,
    'comments' => $comments,
], JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
