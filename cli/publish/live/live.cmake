# What of erlang/ runs in the report's page, as WebAssembly: the same sources, compiled without a C library.
# Without clang and lld the report has no sliders; everything else is as it is.
set(HC_LIVE_WASM ${CMAKE_CURRENT_BINARY_DIR}/live.wasm)
find_program(HC_LIVE_CLANG clang DOC "makes the report's sliders")
find_program(HC_LIVE_LLD wasm-ld DOC "links the report's sliders")
if(NOT HC_LIVE_CLANG OR NOT HC_LIVE_LLD)
  message(STATUS "The report gets no sliders: they need the packages clang and lld")
  file(WRITE ${HC_LIVE_WASM} "")
  return()
endif()

set(live_sources live_week.c staffing.c staffing_capacity.c staffing_metrics.c staffing_question.c staffing_search.c target.c load.c fewest.c same_line.c erlang_a.c erlang_a_lines.c erlang_b.c
                 erlang_c.c gamma_ratio.c gamma_wait.c line_waits.c)
set(live_headers live_week.h staffing.h staffing_question.h target.h load.h fewest.h same_line.h erlang_a.h erlang_a_lines.h erlang_b.h
                 erlang_c.h gamma_ratio.h gamma_tables.h line_sums.h)
list(TRANSFORM live_sources PREPEND ${PROJECT_SOURCE_DIR}/erlang/)
list(TRANSFORM live_headers PREPEND ${PROJECT_SOURCE_DIR}/erlang/)
set(live_here ${CMAKE_CURRENT_SOURCE_DIR}/live)
add_custom_command(
  OUTPUT ${HC_LIVE_WASM}
  COMMAND ${HC_LIVE_CLANG} --target=wasm32 -std=c11 -O2 -Wall -ffp-contract=off -ffreestanding -nostdlib
          -fuse-ld=${HC_LIVE_LLD} -I${live_here}/include -I${PROJECT_SOURCE_DIR}
          -Wl,--no-entry -Wl,--export=hc_live_week -Wl,--export=__heap_base -Wl,--strip-all
          -Wl,--allow-undefined-file=${live_here}/page_math.txt
          ${live_sources} ${live_here}/support.c -o ${HC_LIVE_WASM}
  DEPENDS ${live_sources} ${live_headers} ${live_here}/support.c ${live_here}/include/math.h
          ${live_here}/include/string.h ${live_here}/include/strings.h ${live_here}/page_math.txt
  COMMENT "Compiling erlang/ for the report's page"
  VERBATIM)
