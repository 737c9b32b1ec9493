# Kafka's own broker and console tools as an image, from the same jars that Packetboat is tested with. docker/kafka-image
# builds it. JDK has a Java 25 on its PATH; it can be one made locally (docker/README.md).
ARG JDK=eclipse-temurin:25-jdk
FROM ${JDK}
COPY target/kafka-jars /opt/kafka/jars
COPY bin/kafka bin/jdk.sh /opt/kafka/bin/
RUN mkdir -p /var/lib/kafka && chown 9092:9092 /var/lib/kafka
ENV KAFKA_JARS=/opt/kafka/jars/*
USER 9092:9092
VOLUME /var/lib/kafka
EXPOSE 9092
ENTRYPOINT ["/opt/kafka/bin/kafka"]
CMD ["broker", "/var/lib/kafka", "9092"]
