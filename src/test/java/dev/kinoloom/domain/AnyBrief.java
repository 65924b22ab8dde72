package dev.kinoloom.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A brief of which a test says what it cares about; the rest is what most people get. */
public final class AnyBrief {
  private ArtifactRef source = new ArtifactRef("0".repeat(64), 1, "text/plain");
  private @Nullable String title;
  private Brief.Kind kind = Brief.Kind.ARTICLE;
  private int seconds = 60;
  private FrameSize size = FrameSize.parse("16:9");
  private int fps = 30;
  private String voice = "auto";
  private Brief.Preset preset = Brief.Preset.DEFAULT;
  private @Nullable String language;
  private String audience = "";
  private int crossFadeMillis;
  private @Nullable Integer clips;
  private List<Brief.OwnMedia> media = List.of();

  public AnyBrief source(ArtifactRef text) {
    this.source = text;
    return this;
  }

  public AnyBrief title(@Nullable String given) {
    this.title = given;
    return this;
  }

  public AnyBrief kind(Brief.Kind given) {
    this.kind = given;
    return this;
  }

  public AnyBrief seconds(int wanted) {
    this.seconds = wanted;
    return this;
  }

  public AnyBrief size(FrameSize wanted) {
    this.size = wanted;
    return this;
  }

  public AnyBrief fps(int wanted) {
    this.fps = wanted;
    return this;
  }

  public AnyBrief voice(String wanted) {
    this.voice = wanted;
    return this;
  }

  public AnyBrief preset(Brief.Preset wanted) {
    this.preset = wanted;
    return this;
  }

  public AnyBrief language(String tag) {
    this.language = tag;
    return this;
  }

  public AnyBrief audience(String whom) {
    this.audience = whom;
    return this;
  }

  public AnyBrief crossFadeMillis(int wanted) {
    this.crossFadeMillis = wanted;
    return this;
  }

  public AnyBrief media(List<Brief.OwnMedia> own) {
    this.media = own;
    return this;
  }

  public AnyBrief clips(int wanted) {
    this.clips = wanted;
    return this;
  }

  public Brief brief() {
    return new Brief(
        source,
        title,
        kind,
        seconds,
        size,
        fps,
        voice,
        "ink",
        Brief.Captions.WORDS,
        preset,
        language,
        audience,
        "",
        crossFadeMillis,
        media,
        null,
        clips);
  }
}
