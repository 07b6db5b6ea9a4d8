#pragma once

// The public interface of libogi-extract (docs/parser.md).
#include "extract/read_document.h"  // Bytes → Document.
#include "model/document.h"
#include "model/snapshot.h"
