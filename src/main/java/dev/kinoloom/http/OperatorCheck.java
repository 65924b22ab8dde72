package dev.kinoloom.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets only operators pass: {@code Authorization: Bearer …} with one of the tokens of this node.
 * Hashes are compared, each of them and each to its end, so that the time that it takes tells
 * nothing.
 */
public final class OperatorCheck implements Handler<RoutingContext> {
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S{1,500})");

  /**
   * A token that is good.
   *
   * @param name of whoever has it
   * @param sha256 of it, as hex
   */
  public record Token(String name, String sha256) {
    /** Of the token itself. */
    public static Token of(String name, String secret) {
      return new Token(name, Secrets.sha256(secret));
    }
  }

  private final List<Token> tokens;

  public OperatorCheck(List<Token> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  @Override
  public void handle(RoutingContext ctx) {
    var shown = ctx.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    var operator = shown.size() == 1 ? operator(shown.get(0)) : Optional.<Operator>empty();
    if (operator.isEmpty()) {
      ctx.response().putHeader("WWW-Authenticate", "Bearer realm=\"kinoloom management\"");
      throw Problem.of(
              401,
              "not-authenticated",
              "Who asks is not known",
              "send the management token (management.token of the home, or the setting of that name) as"
                  + " \"Authorization: Bearer …\"")
          .rejection();
    }
    operator.get().remember(ctx);
    ctx.next();
  }

  private Optional<Operator> operator(String authorization) {
    var bearer = BEARER.matcher(authorization);
    if (!bearer.matches()) {
      return Optional.empty();
    }
    var hash = bytes(Secrets.sha256(bearer.group(1)));
    Optional<Operator> found = Optional.empty();
    for (var token : tokens) {
      if (MessageDigest.isEqual(hash, bytes(token.sha256()))) {
        found = Optional.of(new Operator(token.name()));
      }
    }
    return found;
  }

  private static byte[] bytes(String hex) {
    return hex.getBytes(StandardCharsets.US_ASCII);
  }
}
