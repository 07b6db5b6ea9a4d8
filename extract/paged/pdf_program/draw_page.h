#pragma once

class PDFDoc;

namespace ogi::extract::paged {

// Writes a page as a picture to standard output, in the form of extract/paged/drawn_page.h. Returns the exit
// status of the program; what went wrong stands on standard error.
int draw_page(PDFDoc& pdf, int number);

}  // namespace ogi::extract::paged
