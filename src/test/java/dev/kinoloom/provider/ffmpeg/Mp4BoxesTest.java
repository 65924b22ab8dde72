package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mp4BoxesTest {
  @TempDir Path directory;

  private static byte[] box(String type, int body) {
    var box = ByteBuffer.allocate(8 + body).putInt(8 + body);
    return box.put(type.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private static byte[] longBox(String type, int body) {
    var box = ByteBuffer.allocate(16 + body).putInt(1);
    return box.put(type.getBytes(StandardCharsets.US_ASCII)).putLong(16L + body).array();
  }

  private static byte[] film(byte[]... boxes) {
    var all = new ByteArrayOutputStream();
    List.of(boxes).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private ThrowingCallable looking(byte[] bytes) throws IOException {
    var file = Files.write(directory.resolve("film.mp4"), bytes);
    return () -> Mp4Boxes.expectWhole(file);
  }

  @Test
  void a_whole_file_passes_wherever_its_index_stands() throws IOException {
    assertThatCode(looking(film(box("ftyp", 16), box("moov", 99), box("mdat", 500))))
        .doesNotThrowAnyException();
    assertThatCode(
            looking(film(box("ftyp", 16), box("free", 0), longBox("mdat", 500), box("moov", 99))))
        .doesNotThrowAnyException();
  }

  @Test
  void a_file_cut_anywhere_does_not() throws IOException {
    var whole = film(box("ftyp", 16), box("mdat", 50), box("moov", 30));
    for (int length = 0; length < whole.length; length++) {
      assertThatThrownBy(looking(Arrays.copyOf(whole, length)))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOfSatisfying(ProviderException.class, Mp4BoxesTest::expectBadOutput)
          .hasMessage("FFmpeg ended well but wrote a broken film.mp4");
    }
  }

  private static void expectBadOutput(ProviderException e) {
    assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT);
  }

  @Test
  void neither_does_noise() throws IOException {
    var noise = new byte[5000];
    new Random(7).nextBytes(noise);
    assertThatThrownBy(looking(noise)).isInstanceOf(ProviderException.class);
    assertThatThrownBy(looking(new byte[5000])).isInstanceOf(ProviderException.class);
  }
}
