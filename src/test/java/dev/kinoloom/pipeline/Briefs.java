package dev.kinoloom.pipeline;

import dev.kinoloom.codec.Payloads;
import dev.kinoloom.domain.AnyBrief;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Payload;
import org.jspecify.annotations.Nullable;

/** Briefs for tests that don't care what is in them. */
public final class Briefs {
  private Briefs() {}

  public static Brief any() {
    return titled("Tides");
  }

  public static Brief titled(@Nullable String title) {
    return new AnyBrief()
        .source(new ArtifactRef("ab".repeat(32), 5, "text/plain"))
        .title(title)
        .size(new FrameSize(640, 360))
        .brief();
  }

  public static final String CORRELATION = "the-request";

  public static String payload() {
    return payload(any());
  }

  public static String payload(Brief brief) {
    return Payloads.encode(new Payload(brief, CORRELATION, null));
  }
}
