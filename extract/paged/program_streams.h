#pragma once

#include "extract/paged/page_content.h"

#include <string>
#include <string_view>

// How a program that tells the contents of pages is spoken with: a file on standard input, a page record on
// standard output.
namespace ogi::extract::paged {

// Whether the version is all that is asked for; then it is printed: "ogi-pdf 0.1.0".
bool prints_version(int argument_count, char** arguments, std::string_view program);

std::string read_input();

// The exit status of the program: 1 where the record could not be written.
int write_record(const PagedFile& file);

}  // namespace ogi::extract::paged
