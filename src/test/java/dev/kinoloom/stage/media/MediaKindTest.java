package dev.kinoloom.stage.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MediaKindTest {
  static Stream<Arguments> heads() {
    return Stream.of(
        arguments("\u0089PNG\r\n\u001a\n", MediaKind.PICTURE),
        arguments("\u00ff\u00d8\u00ff\u00e0..JFIF", MediaKind.PICTURE),
        arguments("GIF89a", MediaKind.PICTURE),
        arguments("....ftypisom", MediaKind.CLIP),
        arguments("....ftypqt  ", MediaKind.CLIP),
        arguments("....ftyp", MediaKind.CLIP),
        arguments("....ftypheic", MediaKind.OTHER_PICTURE),
        arguments("....ftypavif", MediaKind.OTHER_PICTURE),
        arguments("RIFF....WEBPVP8", MediaKind.OTHER_PICTURE),
        arguments("RIFF....AVI LIST", MediaKind.CLIP),
        arguments("RIFF....WAVEfmt", MediaKind.UNKNOWN),
        arguments("\u001aE\u00df\u00a3webm", MediaKind.CLIP),
        arguments(" <svg xmlns", MediaKind.OTHER_PICTURE),
        arguments("#!/bin/sh", MediaKind.UNKNOWN),
        arguments("", MediaKind.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void a_file_is_told_by_its_first_bytes(String head, MediaKind kind) {
    assertThat(MediaKind.of(head.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(kind);
  }
}
