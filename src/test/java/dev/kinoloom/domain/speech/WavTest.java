package dev.kinoloom.domain.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WavTest {
  @Test
  void what_was_written_is_read() throws IOException {
    Wav wav = open(sound(16_000, 1, 1, 16, (short) 1, (short) -2, Short.MIN_VALUE));
    short[] samples = new short[8];

    assertThat(wav.rate()).isEqualTo(16_000);
    assertThat(wav.read(samples)).isEqualTo(3);
    assertThat(samples).startsWith((short) 1, (short) -2, Short.MIN_VALUE);
    assertThat(wav.read(samples)).isZero();
    assertThat(wav.samples()).isEqualTo(3);
  }

  @Test
  void two_channels_become_one() throws IOException {
    Wav wav = open(sound(48_000, 2, 1, 16, (short) 100, (short) 300, (short) -4, (short) -6));
    short[] samples = new short[8];

    assertThat(wav.read(samples)).isEqualTo(2);
    assertThat(samples).startsWith((short) 200, (short) -5);
  }

  @Test
  void unknown_chunks_are_stepped_over_and_a_streamed_length_is_the_rest_of_the_file()
      throws IOException {
    byte[] plain = sound(8_000, 1, 1, 16, (short) 7, (short) 8);
    var out = new ByteArrayOutputStream();
    out.write(plain, 0, 36);
    out.writeBytes("LIST\3\0\0\0abc\0".getBytes(StandardCharsets.ISO_8859_1));
    out.write(plain, 36, plain.length - 36);
    byte[] streamed = out.toByteArray();
    ByteBuffer.wrap(streamed).order(ByteOrder.LITTLE_ENDIAN).putInt(52, 0xffff_ffff);
    Wav wav = open(streamed);

    assertThat(wav.read(new short[9])).isEqualTo(2);
  }

  @Test
  void whatever_is_no_16_bit_pcm_is_refused() throws IOException {
    byte[] good = sound(48_000, 1, 1, 16, (short) 1, (short) 2);

    assertBad(new byte[0]);
    assertBad("<html>502</html>".getBytes(StandardCharsets.US_ASCII));
    assertBad(Arrays.copyOf(good, 30));
    assertBad(Arrays.copyOf(good, good.length - 1));
    assertBad(Arrays.copyOf(good, 36));
    assertBad(sound(48_000, 1, 3, 16, (short) 1));
    assertBad(sound(48_000, 1, 1, 8, (short) 1));
    assertBad(sound(48_000, 9, 1, 16, (short) 1));
    assertBad(sound(1, 1, 1, 16, (short) 1));
  }

  @Property
  void garbage_is_refused_and_nothing_else_happens(@ForAll byte[] garbage) {
    assertBad(garbage);
    byte[] riff = "RIFF\0\0\0\0WAVE".getBytes(StandardCharsets.ISO_8859_1);
    byte[] both = Arrays.copyOf(riff, riff.length + garbage.length);
    System.arraycopy(garbage, 0, both, riff.length, garbage.length);
    assertBad(both);
  }

  private static void assertBad(byte[] bytes) {
    assertThatThrownBy(
            () -> {
              Wav wav = open(bytes);
              while (wav.read(new short[100]) > 0) {
                assertThat(wav.samples()).isPositive();
              }
            })
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT));
  }

  private static Wav open(byte[] bytes) throws IOException {
    return Wav.open(new ByteArrayInputStream(bytes));
  }

  private static byte[] sound(int rate, int channels, int kind, int bits, short... samples) {
    var buffer = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(Wav.header(rate, samples.length));
    buffer.putShort(20, (short) kind).putShort(22, (short) channels).putShort(34, (short) bits);
    for (short sample : samples) {
      buffer.putShort(sample);
    }
    return buffer.array();
  }
}
