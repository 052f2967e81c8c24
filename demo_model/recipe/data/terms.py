"""The words that positions and answers are about. The HELD_OUT lists are for the evaluation only."""

NAMES = """
    Python Redis Kafka Docker Kubernetes PostgreSQL MySQL MongoDB Django FastAPI Flask Spring Java
    Kotlin Go Rust TypeScript JavaScript React Vue Angular Node.js Next.js GraphQL gRPC REST
    WebSocket RabbitMQ Celery Nginx AWS Azure GCP Lambda S3 EC2 DynamoDB Elasticsearch Kibana
    Grafana Prometheus Jenkins GitHub GitLab Git Helm Linux Bash SQL SQLite Oracle Cassandra Spark
    Hadoop Airflow dbt BigQuery Snowflake Tableau Excel Looker pandas NumPy PyTorch TensorFlow CUDA
    OpenCV Swift SwiftUI iOS Android Flutter Dart Unity C++ C# .NET PHP Laravel Ruby Scala Elixir
    Haskell HTML CSS Sass Webpack Vite Jest Cypress Selenium Figma Sketch Photoshop Notion Slack
    Jira Confluence Trello Zoom SAP Salesforce HubSpot JSON YAML XML HTTP TCP DNS TLS OAuth JWT SSO
    CI/CD API SDK CDN VPN KPI OKR ROI A/B SEO CRM ERP TDD DDD CQRS MVC ORM JPA Hibernate QueryDSL
    MyBatis Gradle Maven pytest JUnit Istio Envoy Vault Consul Datadog Sentry OpenTelemetry Jaeger
    Logstash Fluentd ArgoCD Packer Vagrant VMware OpenStack Hive Presto Flink Pulsar
""".split()
NAME_PAIRS = """
Spring Boot|Google Analytics|Apache Kafka|React Native|Spring Security|GitHub Actions|Amazon RDS|Power BI|Visual Studio|
Adobe XD|Unreal Engine|Redis Cluster|Docker Compose|Google Cloud|Azure DevOps|SQL Server|Redis Streams|Django ORM|Apache Spark
""".replace("\n", "").split("|")
HELD_OUT_NAMES = """
    Terraform Ansible Svelte Clojure ClickHouse Neo4j Keycloak Traefik Memcached Solidity Blender
    AutoCAD Zabbix Splunk CockroachDB Playwright Storybook Mixpanel LangChain NestJS Deno Zustand
    Nomad TimescaleDB
""".split()

# Nouns that come before another noun, and nouns that can end a phrase.
MODIFIERS_KO = """
    결제 주문 회원 배송 재고 알림 검색 추천 로그인 인증 권한 정산 예약 메시지 이미지 영상 광고 쿠폰 고객 사용자 상품 콘텐츠 게시판 채팅 지도 위치 데이터 로그 캐시 서버
    네트워크 데이터베이스 트래픽 배포 테스트 코드 모바일 웹 앱 클라우드 보안 백엔드 프론트엔드 운영 장애 성능 비용 품질 일정 예산 인력 조직 매출 시장 경쟁사 브랜드 마케팅
    영업 계약 협상 교육 채용 평가 보고 회의 문서 기획 디자인 프로젝트 제품 서비스 내부 외부 신규 기존 전체 초기 핵심 주간 월간 해외 국내 비동기 분산 실시간 자동 통합
    단위 공통 원격 병렬 대용량 사내 협력사 임상 환자 학생 수업 공정 설비 물류 창고 원가 회계 세무 법률 언론 행사
""".split()
HEADS_KO = """
    시스템 서비스 서버 데이터 구조 설계 개발 관리 분석 처리 개선 최적화 자동화 모니터링 테스트 배포 이전 전환 연동 통합 분리 복구 백업 암호화 검증 정책 기준 절차 과정
    계획 목표 전략 방향 결과 성과 지표 수치 비율 비용 예산 일정 마감 문제 원인 오류 버그 장애 지연 병목 누락 중복 충돌 갈등 의견 제안 피드백 회의 보고서 문서 매뉴얼
    교육 멘토링 리뷰 규칙 문화 소통 협업 역할 책임 권한 경험 사례 도구 화면 기능 버튼 메뉴 페이지 목록 필드 테이블 인덱스 쿼리 트랜잭션 캐시 세션 토큰 큐 배치 로그
    알림 요청 응답 이벤트 메시지 모델 알고리즘 파이프라인 저장소 라이브러리 프레임워크 아키텍처 인터페이스 모듈 컴포넌트 스레드 메모리 디스크 네트워크 방화벽 인증서 고객
    사용자 팀원 동료 팀장 후배 선배 담당자 협력사 투자자 기획자 디자이너 개발자 운영팀 영업팀 경쟁사 시장 매출 이익 계약 견적 재고 물류 품질 안전 점검 설비 공정 환자
    진료 간호 학생 수업 교재 상담 행사 홍보 광고 브랜드 캠페인 콘텐츠 영상 사진 기사 번역 통역 회계 세금 감사 법규 소송 특허 연구 실험 논문 가설 표본 설문 인터뷰 습관
    태도 신뢰 동기 부담 압박 시간 우선순위 위험 기회 변화 도전 실패 성공 실수 교훈 원칙 기본기 체력 끈기 호기심 꼼꼼함 책임감 유연함
""".split()
HELD_OUT_MODIFIERS_KO = """
    샤딩 멱등성 서킷브레이커 컨테이너 위성 반도체 뮤지컬 항만 목재 양식장
""".split()
HELD_OUT_HEADS_KO = """
    무효화 이벤트소싱 스로틀링 역직렬화 롤백 핫픽스 온보딩 회고록 벤치마크 스키마 레플리카 페일오버 웹훅 큐레이션 팔레트 유약 굴착기 사육장 조율사 접안
""".split()

MODIFIERS_EN = """
    payment order user customer search login message image video mobile web cloud data log cache
    server network database traffic release test code security quality cost budget sales market
    brand contract training hiring weekly monthly internal external slow legacy shared critical
    flaky nightly manual automated distributed background remote monthly technical public patient
    student warehouse supply production safety press event product project content design backend
    frontend
""".split()
HEADS_EN = """
    system service server pipeline database schema index query transaction cache session token queue
    job report dashboard migration deployment release rollback incident outage alert test review
    process policy checklist document roadmap plan deadline budget estimate goal metric strategy
    decision conflict disagreement feedback meeting workshop interview survey customer user teammate
    manager mentor vendor client supplier team model algorithm feature button page form table
    endpoint interface module component library framework architecture thread memory disk network
    firewall certificate password experience mistake lesson habit responsibility trust motivation
    pressure risk change failure success curiosity patience campaign article video lecture lesson
    exam patient shift machine shipment invoice audit contract patent experiment sample
""".split()
HELD_OUT_MODIFIERS_EN = """
    idempotent orbital porcelain sharded brittle harbour celestial probabilistic
""".split()
HELD_OUT_HEADS_EN = """
    throttling backfill failover tombstone sharding onboarding watermark replica mutex scaffold kiln
    greenhouse turbine manuscript choir bulkhead quorum heuristic
""".split()

UNITS_KO = """
    % 퍼센트 만건 만명 밀리초 시간 개월 배 초 명 건 개 년 주 일 분 억원 원
""".split()
UNITS_EN = [
    "%",
    "ms",
    " GB",
    " TB",
    " TPS",
    " percent",
    " times",
    " milliseconds",
    " seconds",
    " minutes",
    " hours",
    " days",
    " weeks",
    " months",
    " years",
    " requests",
    " users",
    " people",
    " engineers",
    " customers",
]
AMOUNTS = """
    2 3 4 5 6 7 8 10 12 15 18 20 24 25 30 40 45 50 60 70 80 90 95 99.9 100 120 150 200 300 400 500
    800 1,000 1,200 3,000 5,000 10,000 1.5 2.5 0.3
""".split()
