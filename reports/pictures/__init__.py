"""The pictures of easy read: those that come with the program, sets of a centre's own, photographs of a site."""

from reports.pictures.listed import OfferedPicture, offered_pictures, shipped_set

__all__ = ["OfferedPicture", "offered_pictures", "shipped_set"]
