// Lays the page out as its reader chose last time, before anything is painted. A module would come too late for that.
for (const name of ["size", "colours"]) {
  const chosen = localStorage.getItem(`reading-${name}`);
  if (chosen) document.documentElement.setAttribute(`data-reading-${name}`, chosen);
}
