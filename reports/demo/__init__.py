"""The demo: invented sites, their reviews and people, described in fixtures/demo/index.yaml."""
