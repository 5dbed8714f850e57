"""What ships beside the code: fonts, icons, drawings, message catalogues."""
