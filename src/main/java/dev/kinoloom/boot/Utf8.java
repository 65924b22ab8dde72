package dev.kinoloom.boot;

import dev.kinoloom.domain.Invalid;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as text, if they are. */
final class Utf8 {
  private Utf8() {}

  static String decode(String field, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Invalid(
          field,
          "is not text in UTF-8: a binary file, or another encoding (iconv -f LATIN1 -t UTF-8 converts)");
    }
  }
}
