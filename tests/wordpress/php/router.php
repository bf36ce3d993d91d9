<?php
/** Router of PHP's own web server: files as they are, everything else to WordPress, in the sub-folder it lives in. */

$root = getenv('QUWA_WORDPRESS_ROOT');
$prefix = trim((string) @file_get_contents(getenv('QUWA_WORDPRESS_PREFIX_FILE')));
$path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($prefix !== '' && $path !== $prefix && !str_starts_with($path, "$prefix/")) {
    http_response_code(404);
    header('Content-Type: text/html; charset=utf-8');
    echo '<html><head><title>Nothing here</title></head><body><p>Nothing here.</p></body></html>';
    return true;
}
$inside = rawurldecode(substr($path, strlen($prefix)));
$file = realpath($root . $inside);
if ($file !== false && is_file($file) && !str_ends_with($file, '.php')) {
    $types = ['css' => 'text/css', 'js' => 'text/javascript', 'svg' => 'image/svg+xml', 'png' => 'image/png'];
    header('Content-Type: ' . ($types[pathinfo($file, PATHINFO_EXTENSION)] ?? 'application/octet-stream'));
    readfile($file);
    return true;
}
$script = '/index.php';
if ($file !== false && is_file($file)) {
    $script = $inside;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $prefix . $script;
$_SERVER['SCRIPT_FILENAME'] = $root . $script;
chdir($root);
require $root . $script;
