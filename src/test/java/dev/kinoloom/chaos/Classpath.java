package dev.kinoloom.chaos;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where this JVM finds classes, for others that it starts. */
public final class Classpath {
  private Classpath() {}

  /** Under Maven's exec plugin only the class loader knows it. */
  public static String ofThisJvm() {
    return Classpath.class.getClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
        : System.getProperty("java.class.path");
  }
}
