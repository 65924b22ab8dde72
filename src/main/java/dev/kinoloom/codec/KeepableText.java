package dev.kinoloom.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;

/**
 * Text as the store can keep it. PostgreSQL's jsonb takes neither the character NUL nor half of a
 * surrogate pair, and one such character (in what a program said as it died, say) would have a
 * whole batch refused: in its place stands U+FFFD.
 */
final class KeepableText extends StdScalarSerializer<String> {
  private static final long serialVersionUID = 1L;
  private static final char REPLACEMENT = '\uFFFD';

  KeepableText() {
    super(String.class);
  }

  @Override
  public void serialize(String text, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(of(text));
  }

  static String of(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(i, REPLACEMENT);
      }
    }
    return mended == null ? text : mended.toString();
  }
}
