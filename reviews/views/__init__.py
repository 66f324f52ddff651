"""The reviewer's workspace, one module a subject. Every view starts at the door, `get_review`."""
