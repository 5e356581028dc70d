"""The order of children in the types of ISO/TS 19139:2007 that our records use."""

ORDERS = {
    "MD_Metadata": (
        *("fileIdentifier", "language", "characterSet", "parentIdentifier"),
        *("hierarchyLevel", "hierarchyLevelName", "contact", "dateStamp"),
        *("metadataStandardName", "metadataStandardVersion", "dataSetURI", "locale"),
        *("spatialRepresentationInfo", "referenceSystemInfo"),
        *("metadataExtensionInfo", "identificationInfo", "contentInfo"),
        *("distributionInfo", "dataQualityInfo", "metadataMaintenance"),
    ),
    "MD_DataIdentification": (
        *("citation", "abstract", "purpose", "credit", "status", "pointOfContact"),
        *("resourceMaintenance", "graphicOverview", "resourceFormat"),
        *("descriptiveKeywords", "resourceSpecificUsage", "resourceConstraints"),
        *("aggregationInfo", "spatialRepresentationType", "spatialResolution"),
        *("language", "characterSet", "topicCategory", "environmentDescription"),
        *("extent", "supplementalInformation"),
    ),
    "CI_Citation": (
        *("title", "alternateTitle", "date", "edition", "editionDate", "identifier"),
    ),
    "CI_Date": ("date", "dateType"),
    "CI_ResponsibleParty": (
        *("individualName", "organisationName", "positionName", "contactInfo", "role"),
    ),
    "CI_Contact": ("phone", "address", "onlineResource", "hoursOfService"),
    "CI_OnlineResource": (
        *("linkage", "protocol", "applicationProfile", "name", "description"),
        "function",
    ),
    "MD_Keywords": ("keyword", "type", "thesaurusName"),
    "MD_LegalConstraints": (
        *("useLimitation", "accessConstraints", "useConstraints", "otherConstraints"),
    ),
    "EX_Extent": (
        *("description", "geographicElement", "temporalElement", "verticalElement"),
    ),
    "EX_GeographicBoundingBox": (
        *("extentTypeCode", "westBoundLongitude", "eastBoundLongitude"),
        *("southBoundLatitude", "northBoundLatitude"),
    ),
    "MD_Distribution": ("distributionFormat", "distributor", "transferOptions"),
    "MD_Format": ("name", "version"),
    "DQ_DataQuality": ("scope", "report", "lineage"),
    "LI_Lineage": ("statement", "processStep", "source"),
    "LI_Source": (
        *("description", "scaleDenominator", "sourceReferenceSystem"),
        *("sourceCitation", "sourceExtent", "sourceStep"),
    ),
    "PT_Locale": ("languageCode", "country", "characterEncoding"),
}
