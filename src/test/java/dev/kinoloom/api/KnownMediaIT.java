package dev.kinoloom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownMediaIT {
  private static String type(Path dir, String head) throws Exception {
    var file = dir.resolve("file");
    var bytes = unescaped(head).getBytes(StandardCharsets.ISO_8859_1);
    return KnownMedia.read(Files.write(file, bytes)).orElse("none");
  }

  private static String unescaped(String text) {
    return text.translateEscapes().replace("~", "\u0089").replace("^", "\u00ff");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "~PNG\\r\\n\\032\\n....|image/png",
        "^\u00d8^\u00e0..JFIF|image/jpeg",
        "GIF89a..|image/gif",
        "RIFF....WEBPVP8 |image/webp",
        "RIFF....WAVEfmt |audio/wav",
        "....ftypisom....|video/mp4",
        "....ftypM4A ....|audio/mp4",
        "....ftypqt  ....|video/quicktime",
        "\\032E\u00df\u00a3....B\u0082\u0084webm|video/webm",
        "\\032E\u00df\u00a3....B\u0082\u0088matroska|video/x-matroska",
        "ID3\\003....|audio/mpeg",
        "^\u00fb\u0090d|audio/mpeg",
        "^\u00f1P\u0080|audio/aac",
        "fLaC....|audio/flac",
        "OggS....|audio/ogg"
      })
  void a_kind_is_told_by_its_first_bytes(String head, String type, @TempDir Path dir)
      throws Exception {
    assertThat(type(dir, head)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#EXTM3U",
        "ffconcat version 1.0",
        "<svg xmlns=",
        "RIFF....AVI LIST",
        "^",
        "^\u00fe",
        "BM......",
        "%PDF-1.7",
        "\\0\\0\\0"
      })
  void what_could_name_other_files_or_is_unknown_is_none(String head, @TempDir Path dir)
      throws Exception {
    assertThat(type(dir, head)).isEqualTo("none");
  }
}
