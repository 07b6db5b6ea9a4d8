#pragma once

#include "extract/paged/ocr_program/picture_file.h"

namespace ogi::extract::paged {

// Writes a page as a picture to standard output, straightened as it is read, in the form of
// extract/paged/drawn_page.h. Returns the exit status of the program; what went wrong stands on standard
// error.
int draw_scan(const PictureFile& pictures, int number);

}  // namespace ogi::extract::paged
