package dev.kinoloom.provider.openai;

import dev.kinoloom.provider.ScriptProvider.Request;

/** How many words fill the wanted time. */
final class Length {
  private static final double LEEWAY = 0.25;

  private Length() {}

  static int wanted(Request request) {
    return (int) Math.round(request.brief().seconds() * request.wordsPerMinute() / 60);
  }

  static int least(Request request) {
    return (int) Math.ceil(wanted(request) * (1 - LEEWAY));
  }

  static int most(Request request) {
    return (int) Math.floor(wanted(request) * (1 + LEEWAY));
  }
}
