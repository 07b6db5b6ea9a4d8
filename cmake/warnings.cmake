# One list of warnings for every target of ours; system headers are not ours.
add_compile_options(-Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Werror)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # It only builds the fuzzers; g++ is the judge, whose -Wconversion leaves signs alone.
    add_compile_options(-Wno-error -Wno-sign-conversion)
endif()
if(CMAKE_CXX_FLAGS_DEBUG MATCHES "-fsanitize" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Instrumented code hides from g++ what it would otherwise know; it says so itself in its manual.
    add_compile_options(-Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_FLAGS_DEBUG MATCHES "-fsanitize=thread")
    # Asio's fences, which TSan cannot follow; every queue of Asio's is under a mutex besides.
    add_compile_options(-Wno-tsan)
endif()

# Boost 1.81 reuses coroutine frames between threads in a way that sanitizers and
# qlever#1238 showed to be unsafe; the cost of not reusing them is not measurable here.
add_compile_definitions(BOOST_ASIO_DISABLE_AWAITABLE_FRAME_RECYCLING BOOST_ASIO_NO_DEPRECATED)
