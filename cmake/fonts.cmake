# Sarabun (SIL Open Font License) comes with the front end's packages, as woff2. Pango reads only TTF:
# samatcha_embed_fonts(module) puts both into the module, as embedded_<module>().
set(SARABUN_FOLDER ${CMAKE_SOURCE_DIR}/web/node_modules/@fontsource/sarabun)
if(NOT EXISTS ${SARABUN_FOLDER}/files)
  message(STATUS "Installing the front end's packages, for the fonts")
  execute_process(COMMAND npm ci --no-audit --no-fund --silent WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web)
endif()
if(NOT EXISTS ${SARABUN_FOLDER}/files)
  message(FATAL_ERROR "No fonts in web/node_modules/@fontsource/sarabun: run `npm ci` in web/")
endif()
find_program(WOFF2_DECOMPRESS woff2_decompress REQUIRED)

function(samatcha_embed_fonts module)
  set(folder ${CMAKE_BINARY_DIR}/fonts)
  set(fonts "")
  foreach(script thai latin latin-ext)
    foreach(weight 400 700)
      set(name sarabun-${script}-${weight}-normal)
      add_custom_command(
        OUTPUT ${folder}/${name}.woff2 ${folder}/${name}.ttf
        COMMAND ${CMAKE_COMMAND} -E copy ${SARABUN_FOLDER}/files/${name}.woff2 ${folder}/${name}.woff2
        COMMAND ${WOFF2_DECOMPRESS} ${folder}/${name}.woff2
        DEPENDS ${SARABUN_FOLDER}/files/${name}.woff2
        COMMENT "Unpacking ${name}"
        VERBATIM)
      list(APPEND fonts ${folder}/${name}.woff2 ${folder}/${name}.ttf)
    endforeach()
  endforeach()
  samatcha_embed(samatcha_${module} ${module} ${folder} ${fonts})
endfunction()
