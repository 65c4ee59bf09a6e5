package io.tributary.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.pipeline.Contract;
import io.tributary.pipeline.Contracts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportGuideTest {
  private static final Contract SALES =
      new Contract(
          "sales",
          "One sale, \"as is\"",
          "销售",
          List.of("id"),
          List.of(
              new Contract.Column("id", "string", false, "", "The sale", "编号"),
              new Contract.Column("net", "decimal(18,2)", true, "currency", "Net, < gross", "净额"),
              new Contract.Column("at", "timestamp", false, "", "When", "时间")));

  @Test
  void theDictionaryAsCsvQuotesWhatHasToBeQuoted() {
    assertThat(DataDictionary.csv(List.of(SALES)))
        .isEqualTo(
            String.join(
                "\r\n",
                "table,column,label_zh,type,nullable,unit,meaning,is_key",
                "sales,id,编号,string,false,,The sale,true",
                "sales,net,净额,\"decimal(18,2)\",true,currency,\"Net, < gross\",false",
                "sales,at,时间,timestamp,false,,When,false",
                ""));
  }

  @Test
  void theDictionaryAsAPageNamesEachColumnAndEscapes() {
    assertThat(DataDictionary.html(List.of(SALES)))
        .contains("<li><a href=\"#sales\">sales</a> 销售</li>")
        .contains("<p>One row: One sale, \"as is\". Key: id.</p>")
        .contains("<td><code>net</code></td><td>净额</td><td><code>decimal(18,2)</code></td>")
        .contains("<td>Net, &lt; gross. May be empty.</td>");
  }

  @Test
  void aSmallTableIsDescribedByItsCsvAndALargeOneByItsParquetFiles()
      throws JsonProcessingException {
    Contract large = new Contract("large", "One", "大", List.of("id"), SALES.columns());
    Map<Contract, List<String>> paths = new LinkedHashMap<>();
    paths.put(SALES, List.of("sales.csv"));
    paths.put(large, List.of("large/part-0.parquet", "large/part-1.parquet"));

    JsonNode resources = new ObjectMapper().readTree(DataPackage.json(paths)).path("resources");

    assertThat(resources.get(0).path("path").asText()).isEqualTo("sales.csv");
    assertThat(resources.get(0).path("schema").toString())
        .isEqualTo(
            "{\"fields\":[{\"name\":\"id\",\"title\":\"编号\",\"type\":\"string\",\"description\":\"The"
                + " sale\",\"constraints\":{\"required\":true}},{\"name\":\"net\",\"title\":\"净额\","
                + "\"type\":\"number\",\"description\":\"Net, < gross\",\"constraints\":"
                + "{\"required\":false}},{\"name\":\"at\",\"title\":\"时间\",\"type\":\"datetime\","
                + "\"format\":\"%Y-%m-%d %H:%M:%S\",\"description\":\"When\",\"constraints\":"
                + "{\"required\":true}}],\"primaryKey\":[\"id\"],\"missingValues\":[\"\"]}");
    assertThat(resources.get(1).path("path").toString())
        .isEqualTo("[\"large/part-0.parquet\",\"large/part-1.parquet\"]");
    assertThat(resources.get(1).path("format").asText()).isEqualTo("parquet");
  }

  @Test
  void everyTypeThatAContractUsesIsKnown() {
    Map<Contract, List<String>> paths = new LinkedHashMap<>();
    Contracts.PUBLISHED.forEach(t -> paths.put(Contracts.contract(t), List.of(t + ".csv")));

    assertThat(DataPackage.json(paths)).doesNotContain("\"any\"");
  }
}
