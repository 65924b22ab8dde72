package dev.kinoloom.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/** Lines as another encoder writes them, with the {@link Masks} over what they must not show. */
public final class MaskedEncoder extends EncoderBase<ILoggingEvent> {
  private final Encoder<ILoggingEvent> lines;

  /** {@code lines}: writes UTF-8; started by whoever made it. */
  public MaskedEncoder(Encoder<ILoggingEvent> lines) {
    this.lines = lines;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new String(lines.encode(event), StandardCharsets.UTF_8);
    return Masks.apply(line).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return lines.headerBytes();
  }

  @Override
  public byte[] footerBytes() {
    return lines.footerBytes();
  }
}
