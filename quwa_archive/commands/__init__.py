"""Scrapy commands of this project; `crawl` replaces Scrapy's own, which exits 0 whatever happened."""
