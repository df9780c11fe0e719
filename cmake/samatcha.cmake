# samatcha_module(folder DEPENDS name...  LINKS target...  EMBED file...  SKIP file...)
#
# One library per folder under src/, named by the folder's last part. DEPENDS may only name modules
# declared above, so src/CMakeLists.txt is the dependency diagram, acyclic and complete.
# Sources are found by name: *_test.cpp go into the test program test_<name>, the rest into the
# library. messages.json and migrations/*.sql of a module are embedded without being named.
# Each header is compiled alone, with samatcha_tests: a header set is verified by CMake's own target.
function(samatcha_module folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LINKS;EMBED;TEST_LINKS" ${ARGN})
  get_filename_component(name ${folder} NAME)
  set(dir ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  get_property(is_deferred GLOBAL PROPERTY SAMATCHA_MIGRATIONS_DEFERRED)
  if(NOT is_deferred)
    cmake_language(DEFER CALL samatcha_collect_migrations)
    set_property(GLOBAL PROPERTY SAMATCHA_MIGRATIONS_DEFERRED TRUE)
  endif()

  set(target samatcha_${name})
  add_library(${target} STATIC ${sources} ${CMAKE_SOURCE_DIR}/cmake/empty.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${dir}/*.hpp)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR}/src FILES ${headers})
  set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Werror)
  # In a unity build g++ takes a .cpp for a header and warns of every hidden struct with private parts.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  target_link_libraries(${target} PUBLIC ${ARG_LINKS})
  foreach(dependency ${ARG_DEPENDS})
    if(NOT TARGET samatcha_${dependency})
      message(FATAL_ERROR "${folder} depends on '${dependency}', which is not declared above it")
    endif()
    target_link_libraries(${target} PUBLIC samatcha_${dependency})
  endforeach()

  file(GLOB messages CONFIGURE_DEPENDS ${dir}/messages.json)
  if(messages)
    set_property(GLOBAL APPEND PROPERTY SAMATCHA_MESSAGES "${messages}")
  endif()
  file(GLOB migrations CONFIGURE_DEPENDS ${dir}/migrations/*.sql)
  if(migrations)
    set_property(GLOBAL APPEND PROPERTY SAMATCHA_MIGRATIONS "${migrations}")
  endif()
  if(ARG_EMBED)
    samatcha_embed(${target} ${name} ${dir} ${ARG_EMBED})
  endif()

  if(tests)
    add_executable(test_${name} ${tests} ${CMAKE_SOURCE_DIR}/cmake/test_main.cpp)
    target_link_libraries(test_${name} PRIVATE ${target} samatcha_migrations ${ARG_TEST_LINKS} doctest::doctest samatcha_rapidcheck)
    target_compile_options(test_${name} PRIVATE -Wall -Wextra -Wpedantic -Werror)
    set_target_properties(test_${name} PROPERTIES UNITY_BUILD OFF)
    add_test(NAME ${name} COMMAND test_${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_property(GLOBAL APPEND PROPERTY SAMATCHA_TESTS test_${name})
  endif()
endfunction()

# samatcha_hot_module(name): its inner loops count bits, with the instruction that every x86-64 since 2009 has.
function(samatcha_hot_module name)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_compile_options(samatcha_${name} PRIVATE -march=x86-64-v2)
  endif()
endfunction()

# samatcha_embed(target name root files...): puts files into the binary, unchanged. They are listed by
# samatcha::embedded_<name>(), a span of {path relative to root, bytes}.
function(samatcha_embed target name root)
  set(cpp ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
  set(body "#include \"base/embedded.hpp\"\n#include <array>\n")
  set(entries "")
  set(count 0)
  set(files "")
  foreach(file ${ARGN})
    if(NOT IS_ABSOLUTE ${file})
      set(file ${root}/${file})
    endif()
    list(APPEND files ${file})
    file(RELATIVE_PATH path ${root} ${file})
    set(symbol "samatcha_embedded_${name}_${count}")
    string(APPEND body
      "asm(\".section .rodata\\n.global ${symbol}\\n.balign 16\\n${symbol}:\\n.incbin \\\"${file}\\\"\\n\"\n"
      "    \".global ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n.previous\\n\");\n"
      "extern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND entries
      "        {\"${path}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  string(APPEND body
    "namespace samatcha {\nstd::span<const EmbeddedFile> embedded_${name}() {\n"
    "    static const std::array<EmbeddedFile, ${count}> files{{\n${entries}    }};\n    return files;\n}\n}\n")
  file(CONFIGURE OUTPUT ${cpp} CONTENT "${body}" @ONLY)
  set_source_files_properties(${cpp} PROPERTIES OBJECT_DEPENDS "${files}" SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${cpp})
endfunction()

# samatcha_embed_folder(module folder pattern...): puts the project's data files under `folder` whose
# path matches a pattern into that module, as embedded_<module>().
function(samatcha_embed_folder module folder)
  set(root ${CMAKE_SOURCE_DIR}/${folder})
  set(files "")
  foreach(pattern ${ARGN})
    file(GLOB found CONFIGURE_DEPENDS ${root}/${pattern})
    list(APPEND files ${found})
  endforeach()
  samatcha_embed(samatcha_${module} ${module} ${root} ${files})
endfunction()

# samatcha_collect_migrations(): the migrations of all modules as one library, samatcha_migrations, with
# samatcha::embedded_migrations(). Runs by itself when all modules are declared; test programs link it.
function(samatcha_collect_migrations)
  get_property(migrations GLOBAL PROPERTY SAMATCHA_MIGRATIONS)
  add_library(samatcha_migrations STATIC ${CMAKE_SOURCE_DIR}/cmake/empty.cpp)
  target_include_directories(samatcha_migrations PUBLIC ${CMAKE_SOURCE_DIR}/src)
  samatcha_embed(samatcha_migrations migrations ${CMAKE_SOURCE_DIR}/src ${migrations})
endfunction()

# samatcha_program(): the program build/<preset>/samatcha. Into the app go the texts of all modules
# (samatcha::embedded_messages()) and the built front end (samatcha::embedded_web(), empty if web/dist is).
function(samatcha_program)
  get_property(messages GLOBAL PROPERTY SAMATCHA_MESSAGES)
  samatcha_embed(samatcha_app messages ${CMAKE_SOURCE_DIR}/src ${messages})
  set(web "")
  if(SAMATCHA_WEB)
    file(GLOB_RECURSE web CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
    list(FILTER web EXCLUDE REGEX "/\\.[^/]*$")
  endif()
  samatcha_embed(samatcha_app web ${CMAKE_SOURCE_DIR}/web/dist ${web})
  target_link_libraries(samatcha_app PUBLIC samatcha_migrations)
  add_executable(samatcha ${CMAKE_CURRENT_SOURCE_DIR}/app/main.cpp)
  target_link_libraries(samatcha PRIVATE samatcha_app)
  target_compile_options(samatcha PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Werror)
  set_target_properties(samatcha PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR} UNITY_BUILD OFF)
endfunction()
