# One list of warnings for every target of ours; system headers are not ours.
add_compile_options(-Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Werror)

# Boost 1.81 reuses coroutine frames between threads in a way that sanitizers and
# qlever#1238 showed to be unsafe; the cost of not reusing them is not measurable here.
add_compile_definitions(BOOST_ASIO_DISABLE_AWAITABLE_FRAME_RECYCLING BOOST_ASIO_NO_DEPRECATED)
