#pragma once

#include "extract/paged/page_content.h"

#include <string>

// How a program that tells the contents of pages is spoken with: a file on standard input, a page record on
// standard output.
namespace ogi::extract::paged {

std::string read_input();

// The exit status of the program: 1 where the record could not be written.
int write_record(const PagedFile& file);

}  // namespace ogi::extract::paged
