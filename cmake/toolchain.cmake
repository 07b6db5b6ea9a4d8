# What makes builds quick where it is present, and the same everywhere else.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(OGI_CCACHE ccache)
if(OGI_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${OGI_CCACHE})
endif()

find_program(OGI_MOLD mold)
find_program(OGI_LLD ld.lld)
if(OGI_MOLD)
    add_link_options(-fuse-ld=mold)
elseif(OGI_LLD)
    add_link_options(-fuse-ld=lld)
endif()
